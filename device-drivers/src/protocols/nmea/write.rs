//! Writes sentences, as a receiver does.

use super::{
    Content, Dimensions, Gga, Gst, Quality, Rmc, Sentence, Solution, Zda, frame::checksum,
};
use crate::protocols::calendar::TimeOfDay;

impl Sentence {
    /// The sentence with its checksum and CR LF. Fields that are not read are empty.
    pub fn encode(&self) -> Vec<u8> {
        let [first, second] = self.talker.letters().map(char::from);
        let kind = self.content.kind();
        let body = format!("{first}{second}{kind},{}", fields(&self.content));
        format!("${body}*{:02X}\r\n", checksum(body.as_bytes())).into_bytes()
    }
}

fn fields(content: &Content) -> String {
    match content {
        Content::Gga(gga) => of_gga(gga),
        Content::Rmc(rmc) => of_rmc(rmc),
        Content::Gsa(gsa) => {
            let digit = match gsa.dimensions {
                Dimensions::None => 1,
                Dimensions::Two => 2,
                Dimensions::Three => 3,
            };
            // Twelve satellites and three dilutions follow.
            format!("A,{digit},,,,,,,,,,,,,,,")
        }
        Content::Gst(gst) => of_gst(gst),
        Content::Vtg(vtg) => format!(",T,,M,{},N,,K", thousandths(vtg.speed_milliknots)),
        Content::Zda(zda) => of_zda(zda),
    }
}

fn of_gga(gga: &Gga) -> String {
    let position = gga.position.map_or(",,,".to_owned(), |at| at.to_wire());
    let satellites = gga.satellites.map(|used| format!("{used:02}"));
    let hdop = gga.hdop_hundredths;
    let hdop = hdop.map(|hdop| format!("{}.{:02}", hdop / 100, hdop % 100));
    format!(
        "{},{position},{},{},{},,M,,M,,",
        time(gga.time),
        quality(gga.solution),
        satellites.unwrap_or_default(),
        hdop.unwrap_or_default(),
    )
}

fn of_rmc(rmc: &Rmc) -> String {
    let position = rmc.position.map_or(",,,".to_owned(), |at| at.to_wire());
    let date = rmc.date.map(|date| {
        let (year, month, day) = date.parts();
        format!("{day:02}{month:02}{year:02}")
    });
    format!(
        "{},{},{position},{},,{},,,{}",
        time(rmc.time),
        if rmc.valid { 'A' } else { 'V' },
        thousandths(rmc.speed_milliknots),
        date.unwrap_or_default(),
        rmc.solution.map(mode).unwrap_or_default(),
    )
}

fn of_gst(gst: &Gst) -> String {
    format!(
        "{},,,,,{},{},",
        time(gst.time),
        thousandths(gst.latitude_mm),
        thousandths(gst.longitude_mm),
    )
}

fn of_zda(zda: &Zda) -> String {
    let date = zda.date.map_or(",,".to_owned(), |date| {
        let (year, month, day) = date.parts();
        format!("{day:02},{month:02},20{year:02}")
    });
    format!("{},{date},00,00", time(zda.time))
}

fn time(time: Option<TimeOfDay>) -> String {
    time.map_or(String::new(), |time| {
        let (hour, minute, milliseconds) = time.parts();
        let (second, rest) = (milliseconds / 1_000, milliseconds % 1_000);
        format!("{hour:02}{minute:02}{second:02}.{rest:03}")
    })
}

fn thousandths(value: Option<u32>) -> String {
    value.map_or(String::new(), |value| {
        format!("{}.{:03}", value / 1_000, value % 1_000)
    })
}

/// Of GGA.
fn quality(solution: Solution) -> char {
    match solution {
        Solution::None => '0',
        Solution::Satellites(Quality::Autonomous) => '1',
        Solution::Satellites(Quality::Differential) => '2',
        Solution::Satellites(Quality::Precise) => '3',
        Solution::Satellites(Quality::RtkFixed) => '4',
        Solution::Satellites(Quality::RtkFloat) => '5',
        Solution::Estimated => '6',
        Solution::Manual => '7',
        Solution::Simulated => '8',
    }
}

/// Of RMC.
fn mode(solution: Solution) -> &'static str {
    match solution {
        Solution::None => "N",
        Solution::Satellites(Quality::Autonomous) => "A",
        Solution::Satellites(Quality::Differential) => "D",
        Solution::Satellites(Quality::Precise) => "P",
        Solution::Satellites(Quality::RtkFixed) => "R",
        Solution::Satellites(Quality::RtkFloat) => "F",
        Solution::Estimated => "E",
        Solution::Manual => "M",
        Solution::Simulated => "S",
    }
}
