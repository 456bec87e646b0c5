//! Recognises what talks on a port by what it says.

use crate::{
    catalog::ReceiverKind,
    protocols::{dsmr, nmea},
    transport::{
        LinkLost, Transport,
        serial::{self, OpenError},
    },
};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long a rate is tried: what is recognised speaks each second. (Meters of DSMR 4 speak every ten
/// seconds, for which nobody waits at every port.)
const TRY_RATE: Duration = Duration::from_millis(1_500);

/// Listens to a port; `None` where nothing talks that is known. A port on which nothing talks at all is
/// given up soon. Must be called within tokio.
pub async fn recognise(port: &str) -> Result<Option<ReceiverKind>, OpenError> {
    // What has USB of its own takes any rate; at a wrong one, bytes come and make no sense.
    let rates = [dsmr::BAUD_RATE].into_iter().chain(nmea::BAUD_RATES);
    for rate in rates {
        let mut line = serial::open_at(port, rate)?;
        match listen(&mut line).await {
            Ok(Heard::Kind(kind)) => return Ok(Some(kind)),
            Ok(Heard::Noise) => {}
            // One that was unplugged meanwhile says nothing either.
            Ok(Heard::Nothing) | Err(_) => return Ok(None),
        }
    }
    Ok(None)
}

enum Heard {
    Nothing,
    Noise,
    Kind(ReceiverKind),
}

async fn listen(line: &mut impl Transport) -> Result<Heard, LinkLost> {
    let end = Instant::now() + TRY_RATE;
    let mut telegrams = dsmr::Framer::default();
    let mut sentences = nmea::Framer::default();
    let mut heard = Heard::Nothing;
    while let Ok(bytes) = timeout_at(end, line.read()).await {
        let bytes = bytes?;
        heard = Heard::Noise;
        let is_telegram = |it: &dsmr::Incoming| matches!(it, dsmr::Incoming::Telegram(_));
        if telegrams.feed(&bytes).iter().any(is_telegram) {
            return Ok(Heard::Kind(ReceiverKind::Meter));
        }
        let is_sentence = |it: &nmea::Incoming| matches!(it, nmea::Incoming::Sentence(_));
        if sentences.feed(&bytes).iter().any(is_sentence) {
            return Ok(Heard::Kind(ReceiverKind::Gps));
        }
    }
    Ok(heard)
}
