//! Runs on the hardware: answers provisioning, holds the device key, does the work, submits signed reports.
