//! Does what an owner wants of a device that is claimed.

mod equipment;

pub(crate) use equipment::{
    Declarations, declare as declare_equipment, resume, view as equipment_view,
};
