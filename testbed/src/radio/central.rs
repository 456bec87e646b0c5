//! Plays a client on the air: hears who advertises, and uses what they offer.

use super::{
    bridge::{self, Listening, Telling},
    sighting,
};
use anyhow::{Context, Result, bail};
use outpost_device_drivers::transport::{
    LinkLost,
    ble::Sighting,
    gatt::{GattError, GattLink, Offered},
};
use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, path::Path};
use uuid::Uuid;

/// What a client is told, with the number that its answer has.
#[derive(Serialize)]
struct ToCentral<'a> {
    request: u64,
    #[serde(flatten)]
    what: Wanted<'a>,
}

#[derive(Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Wanted<'a> {
    Listen { address: &'a str },
    Connect { address: &'a str, to: &'a str },
    Read { characteristic: Uuid },
    Write { characteristic: Uuid, value: String },
    Subscribe { characteristic: Uuid },
    Leave,
}

/// What a client tells.
#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum FromCentral {
    Done {
        request: u64,
        #[serde(flatten)]
        answer: Answer,
    },
    Refused {
        request: u64,
        reason: String,
    },
    Failed {
        request: u64,
        reason: String,
    },
    Heard {
        address: String,
        signal_dbm: i16,
        data: String,
    },
    Told {
        characteristic: Uuid,
        value: String,
    },
    Lost,
}

/// What came of a request.
#[derive(Deserialize)]
struct Answer {
    /// Of a value that was read.
    value: Option<String>,
    /// Of a link that was made.
    #[serde(default)]
    offered: Vec<OnAir>,
}

#[derive(Deserialize)]
struct OnAir {
    service: Uuid,
    uuid: Uuid,
    description: Option<String>,
}

/// Waits until a client of its own at `address` hears an advertisement that is `enough`.
///
/// # Errors
/// If the radio is not there, or ends.
pub async fn hear(
    radio: &Path,
    address: &str,
    enough: impl Fn(&Sighting) -> bool,
) -> Result<Sighting> {
    let (mut listening, mut telling) = bridge::connect(radio).await?;
    let what = Wanted::Listen { address };
    telling.tell(&ToCentral { request: 0, what }).await?;
    loop {
        match listening.next().await? {
            FromCentral::Heard {
                address,
                signal_dbm,
                data,
            } => {
                let heard = sighting::read(&address, signal_dbm, &hex::decode(data)?);
                if enough(&heard) {
                    return Ok(heard);
                }
            }
            FromCentral::Failed { reason, .. } => bail!("the client does not listen: {reason}"),
            _ => {}
        }
    }
}

/// A link from a client of its own to one device, until it is dropped.
pub struct AirLink {
    device: String,
    listening: Listening,
    telling: Telling,
    requests: u64,
    offered: Vec<Offered>,
    /// What came while an answer was waited for, in order.
    told: VecDeque<(Uuid, Vec<u8>)>,
    lost: bool,
}

impl AirLink {
    /// Connects a client at `address` to the device at `to`, and learns what it offers.
    ///
    /// # Errors
    /// If the radio is not there, or the device cannot be connected.
    pub async fn connect(radio: &Path, address: &str, to: &str) -> Result<Self> {
        let (listening, telling) = bridge::connect(radio).await?;
        let mut link = Self {
            device: to.to_owned(),
            listening,
            telling,
            requests: 0,
            offered: Vec::new(),
            told: VecDeque::new(),
            lost: false,
        };
        let answer = match link.ask(Wanted::Connect { address, to }).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(reason)) => bail!("{to} cannot be connected: {reason}"),
            Err(lost) => return Err(lost).context("the link was lost at once"),
        };
        let offered = answer.offered.into_iter();
        link.offered = offered
            .map(|it| Offered {
                service: it.service,
                uuid: it.uuid,
                description: it.description,
            })
            .collect();
        Ok(link)
    }

    /// What came of a request, or why the device refuses.
    async fn ask(&mut self, what: Wanted<'_>) -> Result<Result<Answer, String>, LinkLost> {
        self.requests += 1;
        let asked = self.requests;
        let message = ToCentral {
            request: asked,
            what,
        };
        let told = self.telling.tell(&message).await;
        told.map_err(|error| self.gone(error))?;
        loop {
            match self.next().await? {
                FromCentral::Done { request, answer } if request == asked => return Ok(Ok(answer)),
                FromCentral::Refused { request, reason } if request == asked => {
                    return Ok(Err(reason));
                }
                FromCentral::Failed { request, reason } if request == asked => {
                    return Err(self.gone(reason));
                }
                // The answer to a request that was given up.
                _ => {}
            }
        }
    }

    /// What comes next. What is told is kept.
    async fn next(&mut self) -> Result<FromCentral, LinkLost> {
        if self.lost {
            return Err(self.gone("it is lost already"));
        }
        let came = self.listening.next().await;
        match came.map_err(|error| self.gone(error))? {
            FromCentral::Lost => Err(self.gone("the device disconnected")),
            FromCentral::Told {
                characteristic,
                value,
            } => {
                let bytes = hex::decode(&value).map_err(|error| self.gone(error))?;
                self.told.push_back((characteristic, bytes));
                Ok(FromCentral::Told {
                    characteristic,
                    value,
                })
            }
            other => Ok(other),
        }
    }

    fn gone(&mut self, reason: impl ToString) -> LinkLost {
        self.lost = true;
        LinkLost {
            port: self.device.clone(),
            reason: reason.to_string(),
        }
    }

    async fn use_it(
        &mut self,
        characteristic: Uuid,
        what: Wanted<'_>,
    ) -> Result<Answer, GattError> {
        if !self.offered.iter().any(|it| it.uuid == characteristic) {
            return Err(GattError::Missing(characteristic));
        }
        let answer = self.ask(what).await?;
        answer.map_err(|reason| GattError::Refused {
            characteristic,
            reason,
        })
    }
}

impl GattLink for AirLink {
    fn characteristics(&self) -> &[Offered] {
        &self.offered
    }

    async fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, GattError> {
        let wanted = Wanted::Read { characteristic };
        let answer = self.use_it(characteristic, wanted).await?;
        let value = answer.value.map(hex::decode);
        match value {
            Some(Ok(value)) => Ok(value),
            _ => Err(self.gone("a value that is none").into()),
        }
    }

    async fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<(), GattError> {
        let wanted = Wanted::Write {
            characteristic,
            value: hex::encode(value),
        };
        self.use_it(characteristic, wanted).await.map(drop)
    }

    async fn subscribe(&mut self, characteristic: Uuid) -> Result<(), GattError> {
        let wanted = Wanted::Subscribe { characteristic };
        self.use_it(characteristic, wanted).await.map(drop)
    }

    async fn notification(&mut self) -> Result<(Uuid, Vec<u8>), GattError> {
        loop {
            if let Some(told) = self.told.pop_front() {
                return Ok(told);
            }
            self.next().await?;
        }
    }

    async fn close(&mut self) {
        // A link that is lost is ended already.
        let _ = self.ask(Wanted::Leave).await;
    }
}
