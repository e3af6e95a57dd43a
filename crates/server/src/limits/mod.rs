//! Limits of the operations that need no sign-in: so many from one client network, and so many for one
//! tenant from everywhere. They stop floods, not people; guessing passwords is stopped by the lock-out.
//!
//! Each node counts for itself, in memory of bounded size: behind a balancer the limits grow with the
//! number of nodes, and a restart forgets.

mod bucket;

use std::{collections::HashMap, sync::Arc, time::Duration};

use aide::openapi::{OpenApi, Operation, ReferenceOr};
use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{App, Error, error::code, http::context};
use moka::{future::Cache, ops::compute::Op};

use bucket::Rate;

/// A group of operations that are counted together.
struct Limit {
    name: &'static str,
    /// From one client network (a /24, or a /48 of IPv6): a company behind one address must fit.
    network: Rate,
    /// For one tenant, from everywhere.
    tenant: Rate,
    operations: &'static [&'static str],
}

const SIGN_IN: Limit = Limit {
    name: "sign-in",
    network: Rate { burst: 120, per_minute: 60 },
    tenant: Rate { burst: 1_200, per_minute: 1_200 },
    operations: &[
        "login",
        "loginCustomer",
        "verifyMfa",
        "loginByPhone",
        "loginCustomerByPhone",
        "startProviderLogin",
        "loginByWechat",
        "loginByDingtalk",
    ],
};
/// A whole office wakes up at once; each exchange needs a token that is ours.
const REFRESH: Limit = Limit {
    name: "refresh",
    network: Rate { burst: 1_200, per_minute: 600 },
    tenant: Rate { burst: 12_000, per_minute: 12_000 },
    operations: &["refresh"],
};
const REGISTER: Limit = Limit {
    name: "register",
    network: Rate { burst: 120, per_minute: 60 },
    tenant: Rate { burst: 1_200, per_minute: 600 },
    operations: &["registerCustomer", "registerByLink"],
};
/// Each of these may send something to somebody.
const RESET: Limit = Limit {
    name: "reset",
    network: Rate { burst: 30, per_minute: 10 },
    tenant: Rate { burst: 300, per_minute: 120 },
    operations: &["forgotPassword", "resetPassword", "sendRegisterCode"],
};
/// Each may send a code to sign in with; the day's caps of a phone and of a network stand behind it.
const SEND_CODE: Limit = Limit {
    name: "send-code",
    network: Rate { burst: 30, per_minute: 10 },
    tenant: Rate { burst: 300, per_minute: 120 },
    operations: &["sendLoginCode", "sendCustomerLoginCode"],
};
/// Answering costs a search and, with a model, money.
const ASK: Limit = Limit {
    name: "ask",
    network: Rate { burst: 120, per_minute: 60 },
    tenant: Rate { burst: 1_200, per_minute: 1_200 },
    operations: &["portalAsk"],
};
/// Opinions of strangers: votes, ratings of answers.
const VOTE: Limit = Limit {
    name: "vote",
    network: Rate { burst: 60, per_minute: 30 },
    tenant: Rate { burst: 600, per_minute: 600 },
    operations: &["voteArticle", "portalAskFeedback"],
};
/// Every other public read, and ...
const READ: Limit = Limit {
    name: "read",
    network: Rate { burst: 1_200, per_minute: 1_200 },
    tenant: Rate { burst: 60_000, per_minute: 60_000 },
    operations: &[],
};
/// ... every other public write: an operation that is added tomorrow is limited without being named here.
const WRITE: Limit = Limit {
    name: "write",
    network: Rate { burst: 60, per_minute: 30 },
    tenant: Rate { burst: 600, per_minute: 600 },
    operations: &[],
};
const ALL: [&Limit; 9] = [&SIGN_IN, &REFRESH, &REGISTER, &RESET, &SEND_CODE, &ASK, &VOTE, &READ, &WRITE];

/// Keys of one kind of count that a node remembers; the least used are forgotten first.
const REMEMBERED: u64 = 50_000;
/// Longer than any bucket takes to empty.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(600);
/// A body that names a tenant is shorter; a longer one is refused elsewhere.
const NAMING_BODY_MAX: usize = 16 * 1024;

/// How full the buckets of a limit are, by key.
struct Counts {
    limit: &'static Limit,
    networks: Cache<String, DateTime<Utc>>,
    tenants: Cache<String, DateTime<Utc>>,
}

#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    app: App,
    /// By method and path without its prefix.
    operations: HashMap<(String, String), Arc<Counts>>,
}

fn limit_of(method: &str, operation: &Operation) -> &'static Limit {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let named = ALL.into_iter().find(|l| l.operations.contains(&id));
    named.unwrap_or(if method.eq_ignore_ascii_case("get") { &READ } else { &WRITE })
}

impl Limits {
    /// Limits every operation of the document that declares no permission.
    pub fn of(app: &App, document: &OpenApi) -> Self {
        let cache = || Cache::builder().max_capacity(REMEMBERED).time_to_live(FORGOTTEN_AFTER).build();
        let counts: HashMap<&str, Arc<Counts>> = ALL
            .into_iter()
            .map(|limit| (limit.name, Arc::new(Counts { limit, networks: cache(), tenants: cache() })))
            .collect();
        let mut operations = HashMap::new();
        let paths = document.paths.iter().flat_map(|p| &p.paths);
        for (path, item) in paths {
            let ReferenceOr::Item(item) = item else { continue };
            for (method, operation) in item.iter().filter(|(_, o)| !o.extensions.contains_key("x-permission")) {
                let key = (method.to_ascii_uppercase(), short(path).to_owned());
                operations.insert(key, counts[limit_of(method, operation).name].clone());
            }
        }
        Self(Arc::new(Inner { app: app.clone(), operations }))
    }

    fn counts(&self, request: &Request) -> Option<Arc<Counts>> {
        let path = request.extensions().get::<MatchedPath>()?;
        self.0.operations.get(&(request.method().to_string(), short(path.as_str()).to_owned())).cloned()
    }
}

/// The same operation is served under `/api/v1` and `/api` (design §5).
fn short(path: &str) -> &str {
    path.strip_prefix("/api/v1").or_else(|| path.strip_prefix("/api")).unwrap_or(path)
}

/// The layer: refuses what is too much, and lets everything else through untouched.
pub async fn enforce(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let Some(counts) = limits.counts(&request).filter(|_| limits.0.app.settings().rate_limits) else {
        return next.run(request).await;
    };
    let now = limits.0.app.now();
    let client = identity::sign_in::Client { ip: context::current().ip, user_agent: None };
    if let Err(wait) = take(&counts.networks, client.network(), counts.limit.network, now).await {
        return refused(wait, counts.limit.network);
    }
    let (tenant, request) = tenant_of(&limits.0.app, request).await;
    if let Some(tenant) = tenant
        && let Err(wait) = take(&counts.tenants, tenant, counts.limit.tenant, now).await
    {
        tracing::warn!(limit = counts.limit.name, "a tenant's public operations are flooded");
        return refused(wait, counts.limit.tenant);
    }
    next.run(request).await
}

async fn take(
    counts: &Cache<String, DateTime<Utc>>,
    key: String,
    rate: Rate,
    now: DateTime<Utc>,
) -> Result<(), TimeDelta> {
    let mut outcome = Ok(());
    let decide = |entry: Option<moka::Entry<String, DateTime<Utc>>>| {
        let op = match rate.take(entry.map(|e| *e.value()), now) {
            Ok(next) => Op::Put(next),
            Err(wait) => {
                outcome = Err(wait);
                Op::Nop
            }
        };
        std::future::ready(op)
    };
    counts.entry(key).and_compute_with(decide).await;
    outcome
}

fn refused(wait: TimeDelta, rate: Rate) -> Response {
    // Rounded up: who comes back after so many whole seconds gets through.
    let seconds = u64::try_from(wait.num_milliseconds()).unwrap_or(0).div_ceil(1000).max(1);
    let error = Error::new(code::RATE_LIMITED).retry_after(Duration::from_secs(seconds));
    let mut response = error.into_response();
    let headers = response.headers_mut();
    headers.insert("x-ratelimit-limit", HeaderValue::from(rate.burst));
    headers.insert("x-ratelimit-remaining", HeaderValue::from_static("0"));
    headers.insert("x-ratelimit-reset", HeaderValue::from(seconds));
    response
}

/// The tenant that a request names, as it names it: in the header, or in a short JSON body.
async fn tenant_of(app: &App, request: Request) -> (Option<String>, Request) {
    let header = request.headers().get("x-tenant").and_then(|v| v.to_str().ok()).map(clean);
    if header.is_some() || request.method() == Method::GET {
        return (header.or_else(|| app.settings().default_tenant.clone()), request);
    }
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if length.is_none_or(|n| n > NAMING_BODY_MAX) {
        return (None, request);
    }
    let (parts, body) = request.into_parts();
    // A body that breaks off reaches the handler as an empty one, which refuses it.
    let bytes = to_bytes(body, NAMING_BODY_MAX).await.unwrap_or_default();
    #[derive(serde::Deserialize)]
    struct Named {
        tenant: Option<String>,
    }
    let named = serde_json::from_slice::<Named>(&bytes).ok().and_then(|n| n.tenant);
    let tenant = named.map(|t| clean(&t)).or_else(|| app.settings().default_tenant.clone());
    (tenant, Request::from_parts(parts, Body::from(bytes)))
}

/// Slugs have 40 signs at most; a longer text names nobody.
fn clean(slug: &str) -> String {
    slug.trim().to_ascii_lowercase().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_empty_again_before_it_is_forgotten() {
        for rate in ALL.iter().flat_map(|l| [l.network, l.tenant]) {
            assert!(u64::from(rate.burst.div_ceil(rate.per_minute)) * 60 <= FORGOTTEN_AFTER.as_secs(), "{rate:?}");
        }
    }

    #[test]
    fn an_operation_is_in_one_limit_and_there_is_one_of_its_name() {
        let named: Vec<_> = ALL.iter().flat_map(|l| l.operations).collect();
        let unique: std::collections::BTreeSet<_> = named.iter().collect();
        assert_eq!(named.len(), unique.len());
        let document = crate::api::document_text().unwrap();
        let unknown: Vec<_> =
            named.iter().filter(|id| !document.contains(&format!("\"operationId\": \"{id}\""))).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
