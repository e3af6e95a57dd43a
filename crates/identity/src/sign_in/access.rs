//! Access tokens: JWT, HS256 with a key of this deployment, two hours (003 §4.1).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use kernel::{Error, Result, db::TenantId, error::code, secret::MasterKey};
use serde::{Deserialize, Serialize};

use super::Kind;

pub const ACCESS_LIFE: TimeDelta = TimeDelta::hours(2);
/// Clocks of nodes may differ by this much.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);
const ISSUER: &str = "polydesk";
const AUDIENCE: &str = "polydesk-api";
/// So that no other signed thing of ours passes for an access token.
const TYPE: &str = "access";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub sub: String,
    /// Tenant.
    pub tid: TenantId,
    pub kind: Kind,
    /// Sign-in.
    pub sid: i64,
    typ: String,
    aud: String,
    iss: String,
    iat: i64,
    exp: i64,
}

impl Claims {
    pub fn subject(&self) -> Result<i64> {
        self.sub.parse().map_err(|_| Error::new(code::UNAUTHENTICATED))
    }
}

pub struct AccessKey {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl AccessKey {
    pub fn new(keys: &MasterKey) -> Self {
        let key = keys.derive("access token");
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        // By our own clock instead.
        validation.validate_exp = false;
        Self { encoding: EncodingKey::from_secret(&key), decoding: DecodingKey::from_secret(&key), validation }
    }

    pub fn issue(&self, tenant: TenantId, kind: Kind, id: i64, sign_in: i64, now: DateTime<Utc>) -> Result<String> {
        let claims = Claims {
            sub: id.to_string(),
            tid: tenant,
            kind,
            sid: sign_in,
            typ: TYPE.into(),
            aud: AUDIENCE.into(),
            iss: ISSUER.into(),
            iat: now.timestamp(),
            exp: (now + ACCESS_LIFE).timestamp(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(Error::internal)
    }

    /// The claims of a token that we made and that is in its time; anything else is "please sign in".
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Claims> {
        let refused = || Error::new(code::UNAUTHENTICATED);
        let token = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation).map_err(|_| refused())?;
        let (header, claims) = (token.header, token.claims);
        // We never point at a key; whoever does wants us to fetch or trust theirs.
        let points_at_key = header.jku.is_some()
            || header.jwk.is_some()
            || header.kid.is_some()
            || header.x5u.is_some()
            || header.x5c.is_some()
            || header.crit.is_some();
        let in_time = claims.iat <= (now + LEEWAY).timestamp() && claims.exp > (now - LEEWAY).timestamp();
        if points_at_key || claims.typ != TYPE || !in_time { Err(refused()) } else { Ok(claims) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn fixed() -> (MasterKey, AccessKey, DateTime<Utc>) {
        let keys = MasterKey::new([7; 32]);
        let access = AccessKey::new(&keys);
        (keys, access, DateTime::from_timestamp(1_790_000_000, 0).unwrap())
    }

    fn claims(now: DateTime<Utc>) -> Value {
        json!({"sub":"9","tid":3,"kind":"user","sid":12,"typ":"access","aud":AUDIENCE,"iss":ISSUER,"iat":now.timestamp(),"exp":now.timestamp()+60})
    }

    fn signed(keys: &MasterKey, header: &Header, claims: &Value) -> String {
        jsonwebtoken::encode(header, claims, &EncodingKey::from_secret(&keys.derive("access token"))).unwrap()
    }

    #[test]
    fn a_token_names_its_sign_in_for_two_hours_and_half_a_minute() {
        let (_, access, now) = fixed();
        let token = access.issue(3, Kind::Customer, 9, 12, now).unwrap();
        let read = access.read(&token, now + TimeDelta::minutes(119)).unwrap();
        assert_eq!((read.tid, read.kind, read.subject().unwrap(), read.sid), (3, Kind::Customer, 9, 12));
        assert!(access.read(&token, now + ACCESS_LIFE + TimeDelta::seconds(29)).is_ok());
        assert!(access.read(&token, now + ACCESS_LIFE + TimeDelta::seconds(31)).is_err());
        assert!(access.read(&token, now - TimeDelta::seconds(29)).is_ok());
        assert!(access.read(&token, now - TimeDelta::seconds(31)).is_err());
    }

    #[test]
    fn every_single_deviation_is_refused() {
        let (keys, access, now) = fixed();
        let good = Header::new(Algorithm::HS256);
        assert!(access.read(&signed(&keys, &good, &claims(now)), now).is_ok());
        for (field, value) in [
            ("aud", json!("elsewhere")),
            ("aud", json!([])),
            ("iss", json!("someone")),
            ("typ", json!("refresh")),
            ("exp", json!(now.timestamp() - 31)),
            ("iat", json!(now.timestamp() + 3600)),
            ("kind", json!("system")),
            ("kind", json!("apikey")),
            ("tid", json!("3")),
            ("sid", json!(null)),
            ("exp", json!("never")),
        ] {
            let mut changed = claims(now);
            changed[field] = value.clone();
            assert!(access.read(&signed(&keys, &good, &changed), now).is_err(), "{field} = {value}");
        }
        for field in ["sub", "tid", "kind", "sid", "typ", "aud", "iss", "iat", "exp"] {
            let mut changed = claims(now);
            changed.as_object_mut().unwrap().remove(field);
            assert!(access.read(&signed(&keys, &good, &changed), now).is_err(), "without {field}");
        }
        let pointing = [
            Header { kid: Some("../../dev/null".into()), ..good.clone() },
            Header { jku: Some("https://attacker.example/jwks".into()), ..good.clone() },
            Header { x5u: Some("https://attacker.example/x".into()), ..good.clone() },
        ];
        for header in pointing {
            assert!(access.read(&signed(&keys, &header, &claims(now)), now).is_err());
        }
    }

    #[test]
    fn other_algorithms_keys_and_shapes_are_refused() {
        let (keys, access, now) = fixed();
        let body = URL_SAFE_NO_PAD.encode(claims(now).to_string());
        let good = signed(&keys, &Header::new(Algorithm::HS256), &claims(now));
        let signature = good.rsplit('.').next().unwrap();
        let mut forged = vec![
            signed(&keys, &Header::new(Algorithm::HS384), &claims(now)),
            signed(&keys, &Header::new(Algorithm::HS512), &claims(now)),
            signed(&MasterKey::new([8; 32]), &Header::new(Algorithm::HS256), &claims(now)),
            String::new(),
            "..".into(),
            good.replace('.', ""),
            format!("{good}."),
            good.rsplit_once('.').unwrap().0.to_owned(),
            format!("{}.", good.rsplit_once('.').unwrap().0),
        ];
        for alg in ["none", "None", "NONE", "nOnE", "RS256", "ES256", "HS256 "] {
            let header = URL_SAFE_NO_PAD.encode(json!({"alg": alg, "typ": "JWT"}).to_string());
            forged.push(format!("{header}.{body}."));
            forged.push(format!("{header}.{body}.{signature}"));
        }
        // The same claim twice: which one counts must not be a question.
        let twice = format!("{{\"tid\":4,{}", &claims(now).to_string()[1..]);
        let header = URL_SAFE_NO_PAD.encode(json!({"alg": "HS256", "typ": "JWT"}).to_string());
        let message = format!("{header}.{}", URL_SAFE_NO_PAD.encode(twice));
        let tag = aws_lc_rs::hmac::sign(
            &aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &keys.derive("access token")),
            message.as_bytes(),
        );
        forged.push(format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag)));
        for token in forged {
            assert!(access.read(&token, now).is_err(), "{token}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_letter_breaks_the_token(at in 0_usize..200, letter in "[A-Za-z0-9_-]") {
            let (_, access, now) = fixed();
            let token = access.issue(3, Kind::User, 9, 12, now).unwrap();
            let at = at % token.len();
            let mut changed = token.clone();
            changed.replace_range(at..=at, &letter);
            // The last letter of a part carries bits that base64 ignores or refuses.
            let read = access.read(&changed, now);
            prop_assert!(changed == token || read.is_err() || read.unwrap().sub == "9");
        }
    }
}
