//! Reports an epoch, as a receiver does.

use super::{
    Content, Dimensions, Fix, Gga, Gsa, Gst, RANGE_ERROR_CM, Rmc, Sentence, Solution, Talker,
    epoch::milliknots_of_mm_s,
};

/// The burst of an epoch with a fix: what to send.
pub fn report(fix: &Fix) -> Vec<u8> {
    let solution = Solution::Satellites(fix.quality);
    burst([
        Content::Rmc(Rmc {
            time: Some(fix.time),
            valid: true,
            position: Some(fix.position),
            speed_milliknots: fix.speed_mm_s.map(milliknots_of_mm_s),
            date: Some(fix.date),
            solution: Some(solution),
        }),
        Content::Gga(Gga {
            time: Some(fix.time),
            position: Some(fix.position),
            solution,
            satellites: fix.satellites,
            hdop_hundredths: Some(fix.accuracy_cm.saturating_mul(100) / RANGE_ERROR_CM),
        }),
        Content::Gsa(Gsa {
            dimensions: Dimensions::Three,
        }),
        // All of the error is to the north: readers add both up.
        Content::Gst(Gst {
            time: Some(fix.time),
            latitude_mm: Some(fix.accuracy_cm.saturating_mul(10)),
            longitude_mm: Some(0),
        }),
    ])
}

/// The burst of an epoch without a fix, of a receiver that does not know the time either.
pub fn report_search() -> Vec<u8> {
    burst([
        Content::Rmc(Rmc {
            time: None,
            valid: false,
            position: None,
            speed_milliknots: None,
            date: None,
            solution: Some(Solution::None),
        }),
        Content::Gga(Gga {
            time: None,
            position: None,
            solution: Solution::None,
            satellites: Some(0),
            hdop_hundredths: Some(99_99),
        }),
        Content::Gsa(Gsa {
            dimensions: Dimensions::None,
        }),
    ])
}

fn burst(contents: impl IntoIterator<Item = Content>) -> Vec<u8> {
    let sentences = contents.into_iter().map(|content| Sentence {
        talker: Talker::GNSS,
        content,
    });
    sentences.flat_map(|sentence| sentence.encode()).collect()
}
