//! Makes of services what BlueZ takes, which calls back for each read, write and subscription.

use super::{Place, Request, Services};
use bluer::gatt::local::{
    Application, Characteristic, CharacteristicNotifier, CharacteristicNotify,
    CharacteristicNotifyMethod, CharacteristicRead, CharacteristicWrite, CharacteristicWriteMethod,
    Descriptor, DescriptorRead, ReqError, ReqResult, Service as Offered,
};
use futures::FutureExt;
use outpost_device_drivers::protocols::gatt::{self, Access, MAX_VALUE_BYTES, Refusal};
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::{Mutex, mpsc::Sender, oneshot};
use uuid::{Uuid, uuid};

/// The descriptor with a characteristic's text (Bluetooth Core 5.4, volume 3, part G, 3.3.3.2).
const USER_DESCRIPTION: Uuid = uuid!("00002901-0000-1000-8000-00805f9b34fb");

/// Who wants to be told of which characteristic. BlueZ tells all of its clients at once, so that there
/// is one for each.
#[derive(Clone, Default)]
pub(super) struct Subscriptions(Arc<Mutex<BTreeMap<Uuid, CharacteristicNotifier>>>);

impl Subscriptions {
    pub(super) async fn tell(&self, characteristic: Uuid, value: Vec<u8>) {
        let mut subscriptions = self.0.lock().await;
        if let Some(notifier) = subscriptions.get_mut(&characteristic)
            && notifier.notify(value).await.is_err()
        {
            subscriptions.remove(&characteristic);
        }
    }

    async fn add(&self, characteristic: Uuid, notifier: CharacteristicNotifier) {
        self.0.lock().await.insert(characteristic, notifier);
    }
}

impl std::fmt::Debug for Subscriptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscriptions").finish_non_exhaustive()
    }
}

/// The application that offers `services` and sends what clients do to `ask`.
pub(super) fn of(
    services: Services,
    ask: &Sender<Request>,
    subscriptions: &Subscriptions,
) -> Application {
    let offered = |(uuid, characteristics): (Uuid, Vec<gatt::Characteristic>)| Offered {
        uuid,
        primary: true,
        characteristics: characteristics
            .into_iter()
            .map(|it| characteristic(uuid, it, ask, subscriptions))
            .collect(),
        ..Offered::default()
    };
    Application {
        services: services.all.into_iter().map(offered).collect(),
        ..Application::default()
    }
}

fn characteristic(
    service: Uuid,
    offered: gatt::Characteristic,
    ask: &Sender<Request>,
    subscriptions: &Subscriptions,
) -> Characteristic {
    let access = offered.access;
    let place = Place {
        service,
        characteristic: offered.uuid,
    };
    Characteristic {
        uuid: offered.uuid,
        descriptors: offered.description.map(description).into_iter().collect(),
        read: access.read.then(|| readable(place, ask.clone())),
        write: access.write.then(|| writable(place, access, ask.clone())),
        notify: access
            .notify
            .then(|| subscribable(offered.uuid, subscriptions.clone())),
        ..Characteristic::default()
    }
}

fn readable(place: Place, ask: Sender<Request>) -> CharacteristicRead {
    CharacteristicRead {
        read: true,
        fun: Box::new(move |request| {
            let ask = ask.clone();
            async move {
                let value = answered(&ask, |answer| Request::Read { place, answer });
                piece(value.await?, request.offset)
            }
            .boxed()
        }),
        ..CharacteristicRead::default()
    }
}

fn writable(place: Place, access: Access, ask: Sender<Request>) -> CharacteristicWrite {
    CharacteristicWrite {
        write: true,
        write_without_response: access.unheeded,
        method: CharacteristicWriteMethod::Fun(Box::new(move |value, request| {
            let ask = ask.clone();
            async move {
                if request.prepare_authorize {
                    return Ok(());
                }
                if request.offset != 0 {
                    return Err(ReqError::InvalidOffset);
                }
                if value.len() > MAX_VALUE_BYTES {
                    return Err(ReqError::InvalidValueLength);
                }
                answered(&ask, |answer| Request::Write {
                    place,
                    value,
                    answer,
                })
                .await
            }
            .boxed()
        })),
        ..CharacteristicWrite::default()
    }
}

fn subscribable(characteristic: Uuid, subscriptions: Subscriptions) -> CharacteristicNotify {
    CharacteristicNotify {
        notify: true,
        method: CharacteristicNotifyMethod::Fun(Box::new(move |notifier| {
            let subscriptions = subscriptions.clone();
            async move { subscriptions.add(characteristic, notifier).await }.boxed()
        })),
        ..CharacteristicNotify::default()
    }
}

fn description(text: &'static str) -> Descriptor {
    Descriptor {
        uuid: USER_DESCRIPTION,
        read: Some(DescriptorRead {
            read: true,
            fun: Box::new(move |request| {
                let piece = piece(text.as_bytes().to_vec(), request.offset);
                async move { piece }.boxed()
            }),
            ..DescriptorRead::default()
        }),
        ..Descriptor::default()
    }
}

async fn answered<T>(
    ask: &Sender<Request>,
    request: impl FnOnce(oneshot::Sender<Result<T, Refusal>>) -> Request,
) -> ReqResult<T> {
    let (answer, answered) = oneshot::channel();
    let gone = |_| ReqError::Failed;
    ask.send(request(answer))
        .await
        .map_err(|_| ReqError::Failed)?;
    answered
        .await
        .map_err(gone)?
        .map_err(|refusal| match refusal {
            Refusal::NotAllowed => ReqError::NotSupported,
            Refusal::TooLong => ReqError::InvalidValueLength,
        })
}

/// A long value is read in pieces, each from where the one before ended.
fn piece(value: Vec<u8>, offset: u16) -> ReqResult<Vec<u8>> {
    match value.get(usize::from(offset)..) {
        Some(piece) => Ok(piece.to_vec()),
        None => Err(ReqError::InvalidOffset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_read_in_pieces_and_not_beyond_its_end() {
        let value = vec![1, 2, 3];
        assert_eq!(piece(value.clone(), 0), Ok(vec![1, 2, 3]));
        assert_eq!(piece(value.clone(), 2), Ok(vec![3]));
        assert_eq!(piece(value.clone(), 3), Ok(vec![]));
        assert_eq!(piece(value, 4), Err(ReqError::InvalidOffset));
    }
}
