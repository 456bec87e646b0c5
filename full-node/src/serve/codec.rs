//! Frames requests and responses: all bytes of a substream up to its end, bounded.

use futures::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use libp2p::{StreamProtocol, request_response};
use outpost_protocol::{
    hash::encode,
    wire::{MAX_REQUEST_BYTES, MAX_RESPONSE_BYTES, Refusal, Request, Response},
};
use std::io;

/// Speaks [`outpost_protocol::wire`].
#[derive(Clone, Copy, Default)]
pub(super) struct LightCodec;

impl request_response::Codec for LightCodec {
    type Protocol = StreamProtocol;
    type Request = Request;
    type Response = Response;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Request>
    where
        T: AsyncRead + Unpin + Send,
    {
        let bytes = read_bounded(io, MAX_REQUEST_BYTES).await?;
        Request::decode(&bytes).map_err(invalid)
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Response>
    where
        T: AsyncRead + Unpin + Send,
    {
        let bytes = read_bounded(io, MAX_RESPONSE_BYTES).await?;
        Response::decode(&bytes).map_err(invalid)
    }

    async fn write_request<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        request: Request,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&encode(&request)).await?;
        io.close().await
    }

    async fn write_response<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        response: Response,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        let mut bytes = encode(&response);
        // Statements and devices have no common bound; the asker can ask for fewer.
        if bytes.len() > MAX_RESPONSE_BYTES {
            bytes = encode(&Response::Refused(Refusal::TooMuch));
        }
        io.write_all(&bytes).await?;
        io.close().await
    }
}

/// Reads to the end, or to one byte beyond `limit`, which decoding then refuses.
async fn read_bounded(io: &mut (impl AsyncRead + Unpin), limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io.take(limit as u64 + 1).read_to_end(&mut bytes).await?;
    Ok(bytes)
}

fn invalid(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
