//! A change of the configuration is in force on this node when it is answered.

use axum::{Extension, extract::Request, middleware::Next, response::Response};
use http::Method;
use kernel::caller::CallerSlot;

use crate::Gateway;

pub async fn caught_up(Extension(gateway): Extension<Gateway>, request: Request, next: Next) -> Response {
    let is_read = *request.method() == Method::GET;
    let slot = request.extensions().get::<CallerSlot>().cloned();
    let response = next.run(request).await;
    if !is_read
        && response.status().is_success()
        && let Some(caller) = slot.as_ref().and_then(CallerSlot::get)
    {
        gateway.catch_up(caller.tenant).await;
    }
    response
}
