//! What a tenant's portal offers. `Offers<F>` in a handler's arguments is the declaration that the operation belongs
//! to the part `F` of the portal, and the proof that the tenant has not switched it off.

use std::marker::PhantomData;

use aide::{OperationInput, generate::GenContext, openapi::Operation};
use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{App, Error, Result, TenantId, Visitor, error::code};

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// A part of the portal that a tenant may leave out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[schemars(rename = "PortalFeature")]
        pub enum Feature { $($(#[$doc])* $name),* }

        impl Feature {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }

        /// The parts as types, for [`Offers`].
        pub mod feature {
            $(pub struct $name;
            impl super::Part for $name {
                const FEATURE: super::Feature = super::Feature::$name;
            })*
        }
    };
}

features! {
    Knowledge = "knowledge";
    AiChat = "ai_chat";
    /// Asking for a person. A talk that has begun may be finished.
    LiveChat = "live_chat";
    Tickets = "tickets";
    Feedback = "feedback";
}

/// A part of the portal as a type.
pub trait Part: Send + Sync + 'static {
    const FEATURE: Feature;
}

impl Feature {
    /// Those that a stored list names, in their own order.
    pub fn listed(codes: &str) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|f| codes.split(',').any(|code| code == f.as_str())).collect()
    }
}

/// Proof that the tenant of this request offers `F`. It stands behind the argument that tells who calls.
pub struct Offers<F: Part>(PhantomData<F>);

impl<F: Part> FromRequestParts<App> for Offers<F> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let tenant = asked(parts, app).await?;
        match app.db().offers(tenant, F::FEATURE).await? {
            true => Ok(Self(PhantomData)),
            false => Err(Error::new(code::FEATURE_OFF)),
        }
    }
}

/// Whose portal is asked: the path names it (`{slug}`), or else it is the visitor's.
async fn asked(parts: &mut Parts, app: &App) -> Result<TenantId> {
    let named = RawPathParams::from_request_parts(parts, app).await.ok();
    match named.iter().flatten().find(|(name, _)| *name == "slug") {
        Some((_, slug)) => Ok(app.db().tenant_by_slug(slug).await?.id),
        None => Ok(Visitor::from_request_parts(parts, app).await?.tenant),
    }
}

impl<F: Part> OperationInput for Offers<F> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        operation.extensions.insert("x-feature".into(), F::FEATURE.as_str().into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_list_reads_back() {
        for feature in Feature::ALL {
            assert_eq!(Feature::listed(feature.as_str()), [*feature]);
            assert_eq!(serde_json::to_value(feature).unwrap(), feature.as_str());
        }
        assert_eq!(Feature::listed("tickets,gone,knowledge"), [Feature::Knowledge, Feature::Tickets]);
        assert!(Feature::listed("").is_empty());
    }
}
