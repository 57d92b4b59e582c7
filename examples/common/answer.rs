//! Requests and answers, a line of JSON each.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What a request is called, as it was written: a number may have more digits than any number type.
pub type Id<'a> = Option<&'a RawValue>;

/// The id of a request, whatever else is wrong with it.
pub fn id(line: &[u8]) -> Id<'_> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        id: Id<'a>,
    }
    serde_json::from_slice::<Named<'_>>(line).ok()?.id
}

/// What was found, or what is wrong with the request.
#[derive(Serialize)]
pub struct Answer<'a, T> {
    pub id: Id<'a>,
    #[serde(flatten)]
    pub found: T,
}
