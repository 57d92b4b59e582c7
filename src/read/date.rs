//! Dates as feeds and tables write them.

use crate::item::Timestamp;

/// The moment of a date in one of the standard forms: RFC 3339 and ISO 8601 (`2026-11-23`,
/// `2026-11-23 14:41`, with a zone or in UTC), RFC 2822 (`Mon, 23 Nov 2026 14:41:00 +0800`).
pub(super) fn date(text: &str) -> Option<Timestamp> {
    use jiff::{Timestamp as Moment, civil, fmt::rfc2822, tz::TimeZone};
    let text = text.trim();
    let zoned = || rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok();
    let civil = || text.parse::<civil::DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
    let moment = text.parse::<Moment>().ok().or_else(zoned).or_else(|| Some(civil()?.timestamp()));
    moment.map(|moment| Timestamp(moment.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_many_forms() {
        for text in [
            "2026-11-23T14:41:00Z",
            " 2026-11-23T22:41:00+08:00\n",
            "2026-11-23T14:41:00.5Z",
            "2026-11-23 14:41:00",
            "2026-11-23T14:41",
            "Mon, 23 Nov 2026 14:41:00 GMT",
            "Sun, 23 Nov 2026 22:41:00 +0800",
            "23 Nov 2026 09:41:00 EST",
        ] {
            assert_eq!(date(text), Some(Timestamp(1_795_444_860)), "{text}");
        }
        assert_eq!(date("2026-11-23"), Some(Timestamp(1_795_392_000)));
        assert_eq!(date("1969-12-31"), Some(Timestamp(-86_400)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "yesterday", "2026-13-01", "2026-02-30", "11/23/2026", "二〇二六年", "1e9"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
