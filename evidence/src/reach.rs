//! Says whom this machine exchanges evidence with, and opens the endpoint for it.

use iroh::{
    Endpoint, SecretKey,
    endpoint::{Builder, IdleTimeout, QuicTransportConfig, VarInt, presets},
};
use outpost_protocol::{bounded::List, offer::Route};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

/// How long a connection without traffic is kept.
const IDLE: Duration = Duration::from_secs(10);
/// Most requests of one connection that are answered at the same time.
const CONCURRENT_REQUESTS: u32 = 8;

/// Which addresses evidence is exchanged with. An offer is made by a stranger: without a bound, it could
/// have every validator send packets into the validator's own network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This machine alone, for practice and tests.
    Loopback,
    /// What is reached over the internet, and nothing in private networks.
    Internet,
}

impl Reach {
    /// Whether an address may be asked.
    pub fn allows(self, address: IpAddr) -> bool {
        match self {
            Self::Loopback => address.is_loopback(),
            Self::Internet => is_public(address),
        }
    }

    /// Opens an endpoint that goes this far and no further.
    pub(crate) async fn bind(self, key: [u8; 32]) -> Result<Endpoint, String> {
        let builder = Endpoint::builder(presets::Minimal)
            .secret_key(SecretKey::from_bytes(&key))
            .transport_config(transport()?);
        let builder = self.listen(builder).map_err(|error| error.to_string())?;
        builder.bind().await.map_err(|error| error.to_string())
    }

    fn listen(self, builder: Builder) -> Result<Builder, iroh::endpoint::InvalidSocketAddr> {
        match self {
            Self::Loopback => builder
                .clear_ip_transports()
                .bind_addr(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))),
            Self::Internet => Ok(builder),
        }
    }

    /// The addresses at which others can find an endpoint.
    pub(crate) fn routes<const MAX: usize>(self, endpoint: &Endpoint) -> List<Route, MAX> {
        let found = match self {
            Self::Loopback => endpoint.bound_sockets(),
            Self::Internet => endpoint.addr().ip_addrs().copied().collect(),
        };
        let mut routes = List::default();
        for address in found.iter().filter(|found| self.allows(found.ip())) {
            // More than there is room for would be found as well as these.
            if routes.push(route(*address)).is_err() {
                break;
            }
        }
        routes
    }
}

fn transport() -> Result<QuicTransportConfig, String> {
    let idle = IdleTimeout::try_from(IDLE).map_err(|error| error.to_string())?;
    Ok(QuicTransportConfig::builder()
        .max_idle_timeout(Some(idle))
        .max_concurrent_bidi_streams(VarInt::from_u32(CONCURRENT_REQUESTS))
        .max_concurrent_uni_streams(VarInt::from_u32(0))
        .build())
}

fn route(address: SocketAddr) -> Route {
    let ip = match address.ip() {
        IpAddr::V4(ip) => ip.to_ipv6_mapped(),
        IpAddr::V6(ip) => ip,
    };
    Route {
        address: ip.octets(),
        port: address.port(),
    }
}

/// The address of a route, IPv4 where it is a mapped one.
pub(crate) fn address(route: &Route) -> SocketAddr {
    SocketAddr::new(Ipv6Addr::from(route.address).to_canonical(), route.port)
}

/// Whether an address is reached over the internet (IANA's registries of special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => {
            let [first, second, ..] = ip.octets();
            // RFC 6598: shared between a provider's customers.
            let is_shared = first == 100 && (64..128).contains(&second);
            !(ip.is_unspecified()
                || ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_broadcast()
                || ip.is_documentation()
                || is_shared
                || first == 0
                || first >= 240)
        }
        IpAddr::V6(ip) => {
            !(ip.is_unspecified()
                || ip.is_loopback()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.is_multicast()
                || ip.to_ipv4_mapped().is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, loopback: bool, internet: bool) {
        let ip: IpAddr = address.parse().unwrap();
        assert_eq!(Reach::Loopback.allows(ip), loopback, "{address}");
        assert_eq!(Reach::Internet.allows(ip), internet, "{address}");
    }

    #[test]
    fn only_public_addresses_are_reached_over_the_internet() {
        check("8.8.4.4", false, true);
        check("2001:4860::8844", false, true);
        check("100.128.0.1", false, true);
        for inner in [
            "10.0.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "240.0.0.1",
            "224.0.0.1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
        ] {
            check(inner, false, false);
        }
    }

    #[test]
    fn practice_reaches_this_machine_alone() {
        check("127.0.0.1", true, false);
        check("::1", true, false);
    }

    #[test]
    fn an_address_is_the_same_after_it_was_told() {
        for text in ["127.0.0.1:7", "[2001:db8::1]:65535"] {
            let told: SocketAddr = text.parse().unwrap();
            assert_eq!(address(&route(told)), told);
        }
    }
}
