//! What a file is to those who see it, and the links under which browsers may load it for a while.

use chrono::{DateTime, Utc};
use kernel::{db::TenantId, secret::MasterKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A file as messages and tickets show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileRef {
    pub id: i64,
    /// The public name of the file: 256 random bits.
    pub token: String,
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Told by the content, never by the name.
    pub mime: String,
    /// Where to load it, without a bearer header, for at least 12 hours. After that fetch a new one, or
    /// load the same path with a bearer header.
    pub url: String,
    /// Pixels, of images.
    pub width: Option<i32>,
    pub height: Option<i32>,
}

const PURPOSE: &str = "file link";
/// Links made in the same six hours are the same text: fetching an object again gives the same value
/// as the event that carried it, and browsers can keep the picture.
const STEP_SECS: i64 = 6 * 3600;
/// A link lives for 12 to 18 hours.
const STEPS: i64 = 3;

/// The query of a signed link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, garde::Validate)]
pub struct Link {
    /// The tenant that the link reaches.
    #[garde(range(min = 1, max = 9_007_199_254_740_991))]
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_i64))]
    pub t: Option<i64>,
    /// When the link ends, in seconds since 1970.
    #[garde(range(min = 0, max = 9_007_199_254_740_991))]
    #[schemars(range(min = 0, max = 9_007_199_254_740_991_i64))]
    pub exp: Option<i64>,
    #[garde(inner(length(max = 64)))]
    #[schemars(length(max = 64))]
    pub sig: Option<String>,
}

fn message(tenant: TenantId, token: &str, exp: i64) -> String {
    format!("{tenant}/{token}/{exp}")
}

pub(super) fn path(token: &str) -> String {
    format!("/api/v1/files/{token}")
}

/// The path and query under which anyone may load the file until the link ends.
pub fn signed_url(keys: &MasterKey, tenant: TenantId, token: &str, now: DateTime<Utc>) -> String {
    let exp = (now.timestamp().div_euclid(STEP_SECS) + STEPS) * STEP_SECS;
    let sig = keys.sign(PURPOSE, &message(tenant, token, exp));
    format!("{}?t={tenant}&exp={exp}&sig={sig}", path(token))
}

impl Link {
    /// The tenant that a genuine, living link opens.
    pub fn opens(&self, keys: &MasterKey, token: &str, now: DateTime<Utc>) -> Option<TenantId> {
        let (tenant, exp, sig) = (self.t?, self.exp?, self.sig.as_deref()?);
        (now.timestamp() < exp && keys.signed(PURPOSE, &message(tenant, token, exp), sig)).then_some(tenant)
    }
    pub fn is_given(&self) -> bool {
        self.sig.is_some()
    }
}

impl FileRef {
    /// With `url`, a link made for the reader of this moment.
    pub(super) fn new(row: super::FileRow, url: String) -> Self {
        Self {
            id: row.id,
            token: row.token,
            name: row.name,
            size: row.size,
            mime: row.mime,
            url,
            width: row.width,
            height: row.height,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn link(url: &str) -> Link {
        let mut link = Link::default();
        for pair in url.split_once('?').unwrap().1.split('&') {
            match pair.split_once('=').unwrap() {
                ("t", v) => link.t = v.parse().ok(),
                ("exp", v) => link.exp = v.parse().ok(),
                ("sig", v) => link.sig = Some(v.into()),
                _ => unreachable!(),
            }
        }
        link
    }

    #[test]
    fn a_link_opens_its_file_for_twelve_to_eighteen_hours() {
        let keys = MasterKey::generate();
        for second in [0, 1, STEP_SECS - 1, STEP_SECS, 1_790_000_000] {
            let made = DateTime::from_timestamp(second, 0).unwrap();
            let link = link(&signed_url(&keys, 7, "abc", made));
            assert_eq!(link.opens(&keys, "abc", made + TimeDelta::hours(12) - TimeDelta::seconds(1)), Some(7));
            assert_eq!(link.opens(&keys, "abc", made + TimeDelta::hours(18)), None);
        }
    }

    #[test]
    fn a_link_opens_nothing_else() {
        let (keys, now) = (MasterKey::generate(), Utc::now());
        let genuine = link(&signed_url(&keys, 7, "abc", now));
        assert_eq!(genuine.opens(&keys, "abd", now), None, "another file");
        assert_eq!(Link { t: Some(8), ..genuine.clone() }.opens(&keys, "abc", now), None, "another tenant");
        assert_eq!(
            Link { exp: genuine.exp.map(|e| e + 1), ..genuine.clone() }.opens(&keys, "abc", now),
            None,
            "a longer life"
        );
        assert_eq!(genuine.opens(&MasterKey::generate(), "abc", now), None, "another key");
        assert_eq!(Link { sig: Some("no base64 !".into()), ..genuine }.opens(&keys, "abc", now), None);
    }
}
