//! The rule of sensing: which readings count.
