//! The vocabulary every room speaks: errors, the caller and its permissions, the one door to tenant
//! data, events, the shapes of requests and replies. No business rule lives here.
//!
//! Start at [`caller::Allow`] (who may), go on to [`db::TenantTx`] (what is touched) and end at
//! [`http::Reply`] (what is said).

pub mod app;
pub mod audit;
pub mod bus;
pub mod caller;
pub mod clock;
pub mod contact;
pub mod db;
pub mod error;
pub mod event;
pub mod http;
pub mod network;
pub mod offers;
pub mod outbound;
pub mod perm;
pub mod refs;
pub mod rounds;
pub mod seal;
pub mod secret;
pub mod text;
pub mod visitor;

pub use app::{App, Settings};
pub use caller::{Allow, Caller, Newcomer, Principal, PrincipalKind};
pub use clock::Clock;
pub use db::{Db, PlatformTx, TenantId, TenantTx};
pub use error::{Code, DomainError, Error, FieldError, Result};
pub use event::{Stream, Touched};
pub use http::{Body, IdPath, List, Page, PageQuery, Path, PortalList, PortalReply, Query, Reply};
pub use offers::{Feature, Offers, feature};
pub use refs::{CustomerRef, OrganizationRef, TeamRef, UserRef};
pub use visitor::Visitor;
