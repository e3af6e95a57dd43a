//! Who reads the portal: a customer who has signed in, a member of staff, or a stranger on a tenant's page.

use crate::{
    App, Error, Newcomer, Principal, PrincipalKind, Result, TenantId, TenantTx, db::TenantStatus, error::code,
};
use aide::{
    OperationInput,
    generate::GenContext,
    openapi::{Operation, Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr, SchemaObject},
};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;

/// A reader of a tenant's portal. The tenant is the token's; without a token it is named by the header `X-Tenant`.
pub struct Visitor {
    pub tenant: TenantId,
    pub principal: Option<Principal>,
}

const HEADER: &str = "x-tenant";

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let caller = <Newcomer as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
        if let Some(Newcomer(principal)) = caller {
            // One that still owes a password or a second factor sees what strangers see.
            let (tenant, is_ready) = (principal.tenant, principal.check_ready().is_ok());
            return Ok(Self { tenant, principal: is_ready.then_some(principal) });
        }
        let named = match parts.headers.get(HEADER) {
            Some(value) => Some(
                value.to_str().map_err(|_| Error::field("X-Tenant", "must be the short name of a tenant"))?.to_owned(),
            ),
            None => app.settings().default_tenant.clone(),
        };
        let Some(slug) = named else { return Err(Error::field("X-Tenant", "names the tenant; send it, or sign in")) };
        let tenant = app.db().tenant_by_slug(slug.trim()).await.map_err(|e| {
            if e.code == code::NOT_FOUND { Error::not_found().detail("There is no such tenant") } else { e }
        })?;
        if tenant.status != TenantStatus::Active {
            return Err(Error::new(code::TENANT_SUSPENDED));
        }
        tenant.check_usable(app.now())?;
        Ok(Self { tenant: tenant.id, principal: None })
    }
}

impl Visitor {
    /// The customer who asks, when one has signed in.
    pub fn customer(&self) -> Option<i64> {
        self.principal.as_ref().filter(|p| p.kind == PrincipalKind::Customer).map(|p| p.id)
    }

    pub async fn begin(&self, app: &App) -> Result<TenantTx> {
        match &self.principal {
            Some(principal) => app.db().begin(principal).await,
            None => app.db().begin_system(self.tenant).await,
        }
    }
}

impl OperationInput for Visitor {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let schema =
            SchemaObject { json_schema: ctx.schema.subschema_for::<String>(), example: None, external_docs: None };
        operation.parameters.push(ReferenceOr::Item(Parameter::Header {
            parameter_data: ParameterData {
                name: "X-Tenant".into(),
                description: Some("Short name of the tenant, for callers who have not signed in.".into()),
                required: false,
                deprecated: None,
                format: ParameterSchemaOrContent::Schema(schema),
                example: None,
                examples: Default::default(),
                explode: None,
                extensions: Default::default(),
            },
            style: Default::default(),
        }));
    }
}
