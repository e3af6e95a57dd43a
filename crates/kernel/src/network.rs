//! The network of an address: what one household, office or attacker usually holds, and so what limits, locks
//! and counts of strangers go by.

use std::net::{IpAddr, Ipv6Addr};

/// A /24, or a /48 of IPv6; `local` when there is no address.
pub fn of(ip: Option<IpAddr>) -> String {
    match ip.map(|ip| ip.to_canonical()) {
        None => "local".into(),
        Some(IpAddr::V4(v4)) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Some(IpAddr::V6(v6)) => {
            let [a, b, c, ..] = v6.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_a_24_or_a_48_and_mapped_addresses_are_what_they_map() {
        let network = |t: &str| of(Some(t.parse().unwrap()));
        assert_eq!(network("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(network("::ffff:203.0.113.9"), "203.0.113.0/24");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
        assert_eq!(of(None), "local");
    }
}
