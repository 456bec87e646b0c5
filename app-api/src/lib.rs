//! Names what crosses the boundary between the UI and the app: requests, responses, events and error codes.
