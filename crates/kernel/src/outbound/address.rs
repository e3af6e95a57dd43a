//! Which addresses are of the public network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Not one of the special registries (RFC 6890 and its successors): not this machine, not a private or
/// link-local network, not a cloud's metadata service, not multicast.
pub fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(v4) => v4_is_public(v4),
        IpAddr::V6(v6) => v6_is_public(v6),
    }
}

fn v4_is_public(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = a == 0                                  // this network
        || a == 10
        || (a == 100 && (64..128).contains(&b))           // carrier-grade NAT, and clouds' own services
        || a == 127
        || (a == 169 && b == 254)                         // link-local, metadata
        || (a == 172 && (16..32).contains(&b))
        || (a == 192 && b == 0 && (c == 0 || c == 2))     // protocol assignments, documentation
        || (a == 192 && b == 88 && c == 99)               // 6to4 relays
        || (a == 192 && b == 168)
        || (a == 198 && (b == 18 || b == 19))             // benchmarks
        || (a == 198 && b == 51 && c == 100)              // documentation
        || (a == 203 && b == 0 && c == 113)
        || a >= 224; // multicast, reserved, broadcast
    !special
}

fn v6_is_public(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    // What carries an IPv4 address is as public as that.
    if s[0] == 0x64 && s[1] == 0xff9b && s[2..6] == [0, 0, 0, 0] {
        return v4_is_public(low(s[6], s[7]));
    }
    if s[0] == 0x2002 {
        return v4_is_public(low(s[1], s[2]));
    }
    // Only 2000::/3 is given out; the rest is this machine, private (fc00::/7), link-local, site-local, multicast.
    let global = s[0] & 0xe000 == 0x2000;
    let is_special = match s[0] {
        // Protocol assignments, Teredo; documentation.
        0x2001 => s[1] < 0x0200 || s[1] == 0x0db8,
        // Documentation.
        0x3fff => s[1] < 0x1000,
        _ => false,
    };
    global && !is_special
}

fn low(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().unwrap())
    }

    #[test]
    fn nothing_of_ones_own_is_public() {
        for ip in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "255.255.255.255",
            "224.0.0.1",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "fec0::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001:0:7f00:1::",
            "::7f00:1",
        ] {
            assert!(!public(ip), "{ip}");
        }
        for ip in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2400:3200::1", "64:ff9b::808:808", "::ffff:8.8.8.8"] {
            assert!(public(ip), "{ip}");
        }
    }

    proptest! {
        /// Against the standard library's own words, where it has them.
        #[test]
        fn what_the_library_calls_private_is_not_public(bits in any::<u32>()) {
            let ip = Ipv4Addr::from_bits(bits);
            let known = ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_broadcast()
                || ip.is_documentation() || ip.is_multicast() || ip.is_unspecified();
            prop_assert!(!(known && is_public(ip.into())), "{ip}");
            prop_assert_eq!(is_public(ip.into()), is_public(ip.to_ipv6_mapped().into()));
        }
    }
}
