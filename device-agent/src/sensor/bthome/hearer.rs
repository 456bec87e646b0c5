//! Takes from advertisements what one sensor measured. Has no radio and no clock.

use super::{Choice, Heard};
use outpost_device_drivers::protocols::bthome::{Address, BindKey, Climate, Listener, Refusal};
use std::time::Instant;

/// Hears one sensor among all that advertise.
#[derive(Debug)]
pub struct Hearer {
    key: Option<BindKey>,
    listener: Option<(Address, Listener)>,
    temperature: Option<(Instant, i16)>,
    humidity: Option<(Instant, u16)>,
}

impl Hearer {
    /// Hears the sensor of this choice.
    pub fn new(choice: Choice) -> Self {
        let Choice { address, key } = choice;
        let listener = address.map(|address| (address, listener(address, key.as_ref())));
        Self {
            key,
            listener,
            temperature: None,
            humidity: None,
        }
    }

    /// Takes the service data that `from` advertised at a time. Gives what the sensor measured once both
    /// temperature and humidity are known: some sensors tell them one after the other. It is as old as
    /// the older of both.
    pub fn hear(
        &mut self,
        from: Address,
        data: &[u8],
        at: Instant,
    ) -> Result<Option<Heard>, Refusal> {
        let climate = match &mut self.listener {
            Some((address, _)) if *address != from => return Ok(None),
            Some((_, listener)) => climate(listener, data)?,
            None => {
                let mut listener = listener(from, self.key.as_ref());
                let climate = climate(&mut listener, data)?;
                // A sensor of something else, such as a door's.
                if climate.reading(0).is_none() {
                    return Ok(None);
                }
                self.listener = Some((from, listener));
                climate
            }
        };
        if let Some(temperature) = climate.temperature_centi() {
            self.temperature = Some((at, temperature));
        }
        if let Some(humidity) = climate.humidity_centi() {
            self.humidity = Some((at, humidity));
        }
        Ok(self.temperature.zip(self.humidity).map(
            |((warm_at, temperature), (damp_at, humidity_centi))| Heard {
                at: warm_at.min(damp_at),
                temperature_centi: temperature.into(),
                humidity_centi,
            },
        ))
    }
}

fn listener(address: Address, key: Option<&BindKey>) -> Listener {
    match key {
        Some(key) => Listener::encrypted(address, key.clone()),
        None => Listener::plain(address),
    }
}

fn climate(listener: &mut Listener, data: &[u8]) -> Result<Climate, Refusal> {
    Ok(Climate::of(listener.receive(data)?.objects.flatten()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_device_drivers::protocols::bthome::{Measurement, Object, Sensor};
    use std::time::Duration;

    const OURS: Address = Address([0x54, 0x48, 0xe6, 0x8f, 0x80, 0xa5]);
    const THEIRS: Address = Address([1; 6]);

    fn key(byte: u8) -> BindKey {
        BindKey::new(&[byte; 16])
    }

    fn hearer(address: Option<Address>, key: Option<BindKey>) -> Hearer {
        Hearer::new(Choice { address, key })
    }

    fn warm(centi: i16) -> Object<'static> {
        Object::Measurement(Measurement::temperature(centi))
    }

    fn damp(centi: u16) -> Object<'static> {
        Object::Measurement(Measurement::humidity(centi))
    }

    /// The second that it is of, temperature and humidity.
    type Summary = (u64, i32, u16);

    /// What is heard of advertisements that come a second apart.
    #[track_caller]
    fn check(
        mut hearer: Hearer,
        said: &[(Address, Vec<u8>)],
        expected: &[Result<Option<Summary>, Refusal>],
    ) {
        let start = Instant::now();
        let heard: Vec<_> = (0..)
            .zip(said)
            .map(|(second, (from, data))| {
                let heard = hearer.hear(*from, data, start + Duration::from_secs(second));
                heard.map(|heard| {
                    let heard = heard?;
                    let second = heard.at.duration_since(start).as_secs();
                    Some((second, heard.temperature_centi, heard.humidity_centi))
                })
            })
            .collect();
        assert_eq!(heard, expected);
    }

    #[test]
    fn a_sensor_that_is_named_is_heard_and_no_other() {
        let mut sensor = Sensor::plain();
        let ours = sensor.advertise(&[warm(-250), damp(6_100)]).unwrap();
        let theirs = Sensor::plain().advertise(&[warm(4_000), damp(1)]).unwrap();
        check(
            hearer(Some(OURS), None),
            &[(THEIRS, theirs), (OURS, ours.clone()), (OURS, ours)],
            &[Ok(None), Ok(Some((1, -250, 6_100))), Err(Refusal::Repeated)],
        );
    }

    #[test]
    fn without_a_name_the_first_that_tells_both_is_the_sensor() {
        let mut door = Sensor::plain();
        let mut sensor = Sensor::plain();
        let of_door = door.advertise(&[warm(1_900)]).unwrap();
        let first = sensor.advertise(&[warm(2_000), damp(5_000)]).unwrap();
        let impostor = Sensor::plain().advertise(&[warm(1), damp(1)]).unwrap();
        let second = sensor.advertise(&[warm(2_100), damp(5_100)]).unwrap();
        check(
            hearer(None, None),
            &[
                (THEIRS, of_door),
                (OURS, first),
                (THEIRS, impostor),
                (OURS, second),
            ],
            &[
                Ok(None),
                Ok(Some((1, 2_000, 5_000))),
                Ok(None),
                Ok(Some((3, 2_100, 5_100))),
            ],
        );
    }

    #[test]
    fn what_is_told_one_after_the_other_is_as_old_as_its_older_half() {
        let mut sensor = Sensor::plain();
        let said = [warm(2_000), damp(5_000), damp(5_100), warm(2_050)]
            .map(|object| (OURS, sensor.advertise(&[object]).unwrap()));
        check(
            hearer(Some(OURS), None),
            &said,
            &[
                Ok(None),
                Ok(Some((0, 2_000, 5_000))),
                Ok(Some((0, 2_000, 5_100))),
                Ok(Some((2, 2_050, 5_100))),
            ],
        );
    }

    #[test]
    fn with_a_key_only_what_opens_and_is_new_counts() {
        let both = [warm(2_000), damp(5_000)];
        let mut sensor = Sensor::encrypted(OURS, key(1), 7);
        let old = sensor.advertise(&both).unwrap();
        let new = sensor.advertise(&both).unwrap();
        let of_other_key = Sensor::encrypted(THEIRS, key(2), 7)
            .advertise(&both)
            .unwrap();
        let plain = Sensor::plain().advertise(&[warm(1), damp(1)]).unwrap();
        check(
            hearer(None, Some(key(1))),
            &[
                (THEIRS, of_other_key),
                (OURS, plain),
                (OURS, new.clone()),
                (OURS, old),
                (OURS, new),
            ],
            &[
                Err(Refusal::WrongKey),
                Err(Refusal::NotEncrypted),
                Ok(Some((2, 2_000, 5_000))),
                Err(Refusal::Replayed { last: 8, found: 7 }),
                Err(Refusal::Repeated),
            ],
        );
        check(
            hearer(Some(OURS), None),
            &[(
                OURS,
                Sensor::encrypted(OURS, key(1), 1).advertise(&both).unwrap(),
            )],
            &[Err(Refusal::NeedsKey)],
        );
    }
}
