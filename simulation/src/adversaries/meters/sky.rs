//! Makes weather: clouds that drift over a region, day by day.
//!
//! What of the sun comes through is a field of noise that the wind carries along, of waves from 32 km down
//! to 1 km, each weaker than the one twice as long by the cube root of two, as the spectrum of clouds is
//! (S. Lovejoy, "Area-perimeter relation for rain and cloud areas", Science 216, 1982). So what two places
//! feel within a quarter of an hour is the more alike the nearer they are, and the faster the wind.

use crate::chance::Chance;

/// The longest waves, in km.
const LONGEST_KM: f64 = 32.0;
/// How many lengths of waves there are, each half as long as the one before.
const OCTAVES: i32 = 6;

/// A day's weather.
#[derive(Clone, Copy)]
pub(super) struct Sky {
    /// Makes the field another's on another day.
    salt: u64,
    /// How the wind moves, in km/h.
    wind: [f64; 2],
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Nothing but haze.
    Clear,
    /// Clouds over this part of the sky, with sun between them.
    Broken(f64),
    /// A closed cover that lets this part through on average.
    Overcast(f64),
}

impl Sky {
    /// Another day: a quarter is clear, two fifths are broken, and the rest is overcast.
    pub(super) fn new(chance: &mut Chance) -> Self {
        let direction = chance.between(0.0, std::f64::consts::TAU);
        let speed = chance.between(10.0, 50.0);
        let kind = match chance.unit() {
            low if low < 0.25 => Kind::Clear,
            low if low < 0.65 => Kind::Broken(chance.between(0.3, 0.7)),
            _ => Kind::Overcast(chance.between(0.15, 0.4)),
        };
        Self {
            salt: u64::from_le_bytes(chance.bytes().first_chunk().copied().unwrap_or_default()),
            wind: [speed * direction.cos(), speed * direction.sin()],
            kind,
        }
    }

    /// What part of a clear sky's light comes through at a place, in km, and an hour of the day.
    pub(super) fn through(&self, [x, y]: [f64; 2], hour: f64) -> f64 {
        let [u, v] = self.wind;
        let field = self.field([x - u * hour, y - v * hour]);
        match self.kind {
            Kind::Clear => 0.98 + 0.01 * field,
            Kind::Broken(cover) => {
                // From -1 to 1; the cover decides where clouds begin, and their edges are soft.
                let edge = (field - (cover - 0.5)) / 0.25;
                0.3 + 0.7 * (0.5 + 0.5 * edge.clamp(-1.0, 1.0))
            }
            Kind::Overcast(mean) => mean * (1.0 + 0.7 * field).max(0.2),
        }
    }

    /// What the best public knowledge says of each hour: the mean over 10 km, to about a tenth.
    pub(super) fn forecast(&self, [x, y]: [f64; 2]) -> [f64; 24] {
        std::array::from_fn(|hour| {
            let mut sum = 0.0;
            for step in [0.1, 0.3, 0.5, 0.7, 0.9] {
                for side in [-4.0, 0.0, 4.0] {
                    sum += self.through([x + side, y - side], hour as f64 + step);
                }
            }
            let error = lattice(self.salt ^ 0xf0, [x as i64 / 10, hour as i64], 9);
            (sum / 15.0 * (1.0 + 0.15 * error)).clamp(0.05, 1.0)
        })
    }

    /// Noise from -1 to 1, mostly.
    fn field(&self, at: [f64; 2]) -> f64 {
        let mut sum = 0.0;
        for octave in 0..OCTAVES {
            let length = LONGEST_KM * 0.5_f64.powi(octave);
            let weight = 0.5_f64.powf(f64::from(octave) / 3.0);
            sum += weight * smooth(self.salt, at.map(|it| it / length), octave);
        }
        sum / 1.6
    }
}

/// Noise between the points of a lattice, without edges.
fn smooth(salt: u64, [x, y]: [f64; 2], octave: i32) -> f64 {
    let corner = [x.floor() as i64, y.floor() as i64];
    let ease = |it: f64| it * it * (3.0 - 2.0 * it);
    let (right, up) = (ease(x - x.floor()), ease(y - y.floor()));
    let at = |i, j| {
        let [x, y] = corner;
        lattice(salt, [x + i, y + j], octave)
    };
    let low = at(0, 0) * (1.0 - right) + at(1, 0) * right;
    let high = at(0, 1) * (1.0 - right) + at(1, 1) * right;
    low * (1.0 - up) + high * up
}

/// A number from -1 to 1 for a point of a lattice (the finaliser of SplitMix64; G. L. Steele, D. Lea and
/// C. H. Flood, "Fast splittable pseudorandom number generators", 2014).
fn lattice(salt: u64, [i, j]: [i64; 2], octave: i32) -> f64 {
    let mut z = salt
        .wrapping_add((i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_add((j as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f))
        .wrapping_add((octave as u64) << 56);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    z as f64 / u64::MAX as f64 * 2.0 - 1.0
}
