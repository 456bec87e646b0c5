//! Sets up, runs, tests and measures the project.
//!
//! A module is a command, or what several of them share: [`programs`], [`progress`], [`screen`],
//! [`services`], [`workspace`].

pub mod app;
pub mod bench;
pub mod bundle;
pub mod checks;
pub mod determinism;
pub mod fuzz;
pub mod guest;
pub mod licences;
pub mod programs;
pub mod progress;
pub mod screen;
pub mod screens;
pub mod services;
pub mod setup;
pub mod soak;
pub mod sql;
pub mod ui;
pub mod web;
pub mod workspace;
