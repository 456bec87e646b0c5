//! Keeps other pages and other users of this machine out: whoever calls must show a random token.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

/// What the page shows with each request. It reaches the page in the address's fragment, which no
/// browser sends or logs; and a page of another origin may not set the header it travels in.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    const BYTES: usize = 16;

    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; Self::BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hex::encode(bytes)))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Answers with 403 whoever does not show it.
    pub(crate) fn guard(self, routes: Router) -> Router {
        routes.route_layer(middleware::from_fn_with_state(self, pass))
    }

    fn is_in(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(AUTHORIZATION).map(|value| value.as_bytes());
        shown.and_then(|value| value.strip_prefix(b"Bearer ")) == Some(self.0.as_bytes())
    }
}

async fn pass(State(token): State<Token>, request: Request, next: Next) -> Response {
    match token.is_in(request.headers()) {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, routing::get};
    use tower::ServiceExt;

    async fn check(shown: Option<&str>, expected: StatusCode) {
        let routes = Router::new().route("/", get(|| async { "open" }));
        let mut request = Request::builder();
        if let Some(shown) = shown {
            request = request.header(AUTHORIZATION, shown);
        }
        let request = request.body(Body::empty()).unwrap();
        let answer = Token("0a1b".to_owned())
            .guard(routes)
            .oneshot(request)
            .await;
        assert_eq!(answer.unwrap().status(), expected, "{shown:?}");
    }

    #[tokio::test]
    async fn only_whoever_shows_the_token_is_answered() {
        check(Some("Bearer 0a1b"), StatusCode::OK).await;
        for shown in [
            None,
            Some("Bearer 0a1c"),
            Some("Bearer 0a1b0"),
            Some("0a1b"),
        ] {
            check(shown, StatusCode::FORBIDDEN).await;
        }
    }

    #[test]
    fn no_two_tokens_are_the_same() {
        let [one, other] = [Token::random().unwrap(), Token::random().unwrap()];
        assert_ne!(one.as_str(), other.as_str());
    }
}
