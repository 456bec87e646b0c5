//! Has each of a device's crafts report.

use super::device::Pending;
use crate::{
    folder::Folder,
    identity::DeviceIdentity,
    instrument::{Instrument, Instruments},
    reporter::{Craft, Energy, Mapping, Sensing},
    reporting::{Reporting, ReportingError, Uplink},
};
use futures::future::select_all;
use outpost_light_client::Config;
use outpost_reporting::evidence::EvidenceStore;
use std::{convert::Infallible, io, sync::Arc};

type Duty = Pending<Result<Infallible, ReportingError>>;

/// A craft with what it takes readings with and where it keeps them.
struct Craftsman<C, I> {
    instrument: I,
    store: EvidenceStore<C>,
}

impl<C: Craft, I: Instrument<Reading = C::Reading>> Craftsman<C, I> {
    fn of(instrument: Option<I>, folder: &Folder) -> io::Result<Option<Self>> {
        instrument
            .map(|instrument| {
                let store = EvidenceStore::open(folder)?;
                Ok(Self { instrument, store })
            })
            .transpose()
    }

    fn work(self, uplink: &Uplink) -> io::Result<Duty>
    where
        C: Sync,
    {
        let reporting = Reporting::new(uplink.clone(), self.store, self.instrument)?;
        Ok(Box::pin(reporting.run()))
    }
}

/// What reports with these instruments until dropped. There is at least one.
pub(super) fn report(
    instruments: Instruments,
    folder: &Folder,
    identity: Arc<DeviceIdentity>,
    config: Config,
) -> io::Result<Duty> {
    let sensing = Craftsman::<Sensing, _>::of(instruments.sensor, folder)?;
    let energy = Craftsman::<Energy, _>::of(instruments.meter, folder)?;
    let mapping = Craftsman::<Mapping, _>::of(instruments.tracker, folder)?;
    Ok(Box::pin(async move {
        let uplink = Uplink::start(config, identity).await?;
        let mut duties = Vec::new();
        if let Some(craft) = sensing {
            duties.push(craft.work(&uplink)?);
        }
        if let Some(craft) = energy {
            duties.push(craft.work(&uplink)?);
        }
        if let Some(craft) = mapping {
            duties.push(craft.work(&uplink)?);
        }
        let (ended, ..) = select_all(duties).await;
        ended
    }))
}
