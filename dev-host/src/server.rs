//! Answers the page's requests as the window's shell would: `POST /call`, and `GET /events`.
//!
//! Both want the token. An answer of `/call` is the request's own (200) or an `AppError` (422), as JSON.
//! `/events` is a line of JSON for each event, for as long as the page reads.

use crate::{app::Running, token::Token};
use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures::{Stream, stream};
use outpost_app_api::Event;
use serde::Deserialize;
use serde_json::Value;
use std::convert::Infallible;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// A request of `app-api`.
#[derive(Deserialize)]
struct Called {
    name: String,
    body: Value,
}

pub(crate) fn routes(app: Running, token: Token) -> Router {
    let routes = Router::new()
        .route("/call", post(call))
        .route("/events", get(events));
    token.guard(routes.with_state(app))
}

async fn call(State(app): State<Running>, Json(Called { name, body }): Json<Called>) -> Response {
    match app.call(&name, body).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
    }
}

async fn events(State(app): State<Running>) -> Body {
    Body::from_stream(lines(app.listen()))
}

fn lines(events: Receiver<Event>) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream::unfold(events, |mut events| async move {
        loop {
            match events.recv().await {
                Ok(event) => match serde_json::to_vec(&event) {
                    Ok(mut line) => {
                        line.push(b'\n');
                        return Some((Ok(line.into()), events));
                    }
                    Err(error) => tracing::error!(%error, "an event cannot be written"),
                },
                Err(RecvError::Lagged(missed)) => tracing::warn!(missed, "a page is too slow"),
                Err(RecvError::Closed) => return None,
            }
        }
    })
}
