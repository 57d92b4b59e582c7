//! Token vectors in four bits a number, and their weights.

use std::borrow::Cow;

/// A code 0 to 15 stands for the odd number `2 × code − 15`: a quantizer with steps of one size
/// and none at zero, the best of its kind for numbers that are normally distributed.
pub(crate) const LEVELS: [f32; 16] =
    [-15., -13., -11., -9., -7., -5., -3., -1., 1., 3., 5., 7., 9., 11., 13., 15.];

/// Half a step in units of the root mean square, for 16 levels (Max 1960, table II).
const HALF_STEP: f32 = 0.3352 / 2.0;

/// Steps of the weights: sixteen an octave, up to two.
const WEIGHT_STEPS: f32 = 16.0;
/// See [`WEIGHT_STEPS`].
const WEIGHT_OFFSET: f32 = 239.0;

/// Unit vectors and weights of the entries of a vocabulary. Entries may share a vector: a name
/// and its translation, the forms of a word.
#[derive(Debug, Clone)]
pub(crate) struct Vectors {
    dims: usize,
    /// `dims / 2` bytes a row, the low half byte first.
    codes: Cow<'static, [u8]>,
    /// What makes the levels of a row a unit vector.
    scales: Vec<f32>,
    /// The row of each entry.
    rows: Vec<u32>,
    weights: Vec<f32>,
    unknown_weight: f32,
}

impl Vectors {
    /// Vectors as they are stored; `None` unless every entry has a weight and a row.
    pub(crate) fn new(
        dims: usize,
        codes: Cow<'static, [u8]>,
        rows: Vec<u32>,
        weight_codes: &[u8],
    ) -> Option<Self> {
        let bytes = dims / 2;
        if bytes == 0 || !dims.is_multiple_of(2) || rows.len() != weight_codes.len() {
            return None;
        }
        let count = codes.len() / bytes;
        if !codes.len().is_multiple_of(bytes) || rows.iter().any(|&row| row as usize >= count) {
            return None;
        }
        let squares: Vec<u16> = (0..=255u8)
            .map(|b| {
                let [low, high] = [b & 15, b >> 4].map(|c| LEVELS[c as usize] as i32);
                (low * low + high * high) as u16
            })
            .collect();
        let scale = |row: &[u8]| {
            let sum: u32 = row.iter().map(|&b| u32::from(squares[b as usize])).sum();
            1.0 / (sum as f32).sqrt()
        };
        let scales = codes.chunks_exact(bytes).map(scale).collect();
        let octaves: Vec<f32> =
            (0..=255u8).map(|w| ((f32::from(w) - WEIGHT_OFFSET) / WEIGHT_STEPS).exp2()).collect();
        let weights = weight_codes.iter().map(|&w| octaves[w as usize]).collect();
        let mut counts = [0usize; 256];
        weight_codes.iter().for_each(|&w| counts[w as usize] += 1);
        let mut above = 0;
        let tenth = (0..256).rev().find(|&w| {
            above += counts[w];
            above * 10 >= weight_codes.len()
        });
        let unknown_weight = octaves[tenth.unwrap_or(0)];
        Some(Self { dims, codes, scales, rows, weights, unknown_weight })
    }

    pub(crate) fn dims(&self) -> usize {
        self.dims
    }

    pub(crate) fn weight(&self, id: u32) -> f32 {
        self.weights[id as usize]
    }

    /// The weight of a word that is no entry, because it is rare: that of the rarest that are,
    /// the uppermost tenth.
    pub(crate) fn unknown_weight(&self) -> f32 {
        self.unknown_weight
    }

    /// What makes the levels of an entry a unit vector.
    pub(crate) fn scale(&self, id: u32) -> f32 {
        self.scales[self.rows[id as usize] as usize]
    }

    /// Writes the levels of an entry: odd numbers from -15 to 15.
    pub(crate) fn levels(&self, id: u32, out: &mut [i8]) {
        for (pair, &code) in out.chunks_exact_mut(2).zip(self.row(id)) {
            pair[0] = 2 * (code & 15) as i8 - 15;
            pair[1] = 2 * (code >> 4) as i8 - 15;
        }
    }

    /// The weighted sum of entries' vectors, brought to length 1 unless it is 0.
    pub(crate) fn mean(&self, entries: impl Iterator<Item = (u32, f32)>) -> Vec<f32> {
        let mut sum = vec![0.0; self.dims];
        for (id, weight) in entries {
            self.add(id, weight, &mut sum);
        }
        to_unit(&mut sum);
        sum
    }

    /// Adds the unit vector of an entry times a weight.
    fn add(&self, id: u32, weight: f32, sum: &mut [f32]) {
        let scale = self.scale(id) * weight;
        for (pair, &code) in sum.chunks_exact_mut(2).zip(self.row(id)) {
            pair[0] += scale * LEVELS[(code & 15) as usize];
            pair[1] += scale * LEVELS[(code >> 4) as usize];
        }
    }

    /// Writes the unit vector of an entry.
    #[cfg(feature = "train")]
    pub(crate) fn write(&self, id: u32, out: &mut [f32]) {
        out.fill(0.0);
        self.add(id, 1.0, out);
    }

    fn row(&self, id: u32) -> &[u8] {
        let bytes = self.dims / 2;
        &self.codes[self.rows[id as usize] as usize * bytes..][..bytes]
    }
}

/// The dot product of two rows of levels.
pub(crate) fn dot(a: &[i8], b: &[i8]) -> i32 {
    // 128 products of at most 225 fit sixteen bits, which are added in wider lanes.
    let block = |a: &[i8], b: &[i8]| {
        let products = a.iter().zip(b).map(|(&x, &y)| i16::from(x) * i16::from(y));
        i32::from(products.fold(0i16, i16::wrapping_add))
    };
    a.chunks(128).zip(b.chunks(128)).map(|(a, b)| block(a, b)).sum()
}

/// The codes of a vector.
pub(crate) fn encode(vector: &[f32], codes: &mut Vec<u8>) {
    let mean = length(vector) / (vector.len() as f32).sqrt();
    let half = (HALF_STEP * mean).max(f32::MIN_POSITIVE);
    let code = |v: f32| (v / half / 2.0 + 8.0).floor().clamp(0.0, 15.0) as u8;
    codes.extend(vector.chunks_exact(2).map(|pair| code(pair[0]) | code(pair[1]) << 4));
}

/// The code of a weight: the length of a vector.
#[cfg(any(test, feature = "train"))]
pub(crate) fn encode_weight(vector: &[f32]) -> u8 {
    let code = length(vector).max(1e-6).log2() * WEIGHT_STEPS + WEIGHT_OFFSET;
    code.round().clamp(0.0, 255.0) as u8
}

/// Brings a vector to length 1 unless it is 0.
pub(crate) fn to_unit(vector: &mut [f32]) {
    let length = length(vector);
    if length > 0.0 {
        vector.iter_mut().for_each(|v| *v /= length);
    }
}

fn length(vector: &[f32]) -> f32 {
    vector.iter().map(|v| v * v).sum::<f32>().sqrt()
}
