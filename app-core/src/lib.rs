//! Does what the app does: the use case behind each request, the onboarding journal, the ledger folds.
