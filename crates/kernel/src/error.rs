//! One error type for the whole API. A room declares its failures as an enum that implements
//! [`DomainError`]; every failure names a [`Code`] of the one registry (design §5).

use std::{borrow::Cow, time::Duration};

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;

use crate::http::context;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A row of the error registry. Numbers never change meaning; 001 §4.3 fixed 10001-10005 and 20001-20004.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    pub number: u32,
    pub name: &'static str,
    pub status: u16,
    pub zh: &'static str,
    pub en: &'static str,
}

macro_rules! codes {
    ($($name:ident = $number:literal, $status:literal, $zh:literal, $en:literal;)*) => {
        pub mod code {
            use super::Code;
            $(pub const $name: &Code = &Code { number: $number, name: stringify!($name), status: $status, zh: $zh, en: $en };)*
            /// The registry: the source of `docs/errors.md`, the `/errors/{code}` pages and the catalogues' checklist.
            pub const ALL: &[&Code] = &[$($name),*];
        }
    };
}

codes! {
    BAD_REQUEST = 10001, 400, "请求参数错误", "The request is not valid";
    UNAUTHENTICATED = 10002, 401, "认证失败", "Please sign in";
    DENIED = 10003, 403, "权限不足", "You are not allowed to do this";
    NOT_FOUND = 10004, 404, "资源不存在", "Not found";
    RATE_LIMITED = 10005, 429, "请求频率过高", "Too many requests";
    CONFLICT = 10006, 409, "当前状态不允许此操作", "The current state does not allow this";
    TOO_LARGE = 10007, 413, "请求内容过大", "The request is too large";
    UNSUPPORTED_MEDIA = 10008, 415, "不支持的内容类型", "Unsupported content type";
    METHOD_NOT_ALLOWED = 10009, 405, "不支持的请求方法", "Method not allowed";
    IDEMPOTENCY_MISMATCH = 10010, 409, "幂等键已用于不同的请求", "This idempotency key was used for another request";
    STALE = 10011, 409, "数据已被他人修改，请刷新后重试", "Changed by someone else; reload and try again";
    DUPLICATE = 10012, 409, "已存在相同的记录", "A record like this exists already";
    UNAVAILABLE = 10013, 503, "服务暂时不可用，请稍后重试", "Temporarily unavailable, please try again";
    FEATURE_OFF = 10014, 403, "门户未开通此功能", "The portal does not offer this";
    REQUEST_TOO_SLOW = 10015, 408, "请求发送过慢，连接已断开", "The request came too slowly and was given up";

    LOGIN_FAILED = 11001, 401, "用户名或密码错误", "Wrong user name or password";
    LOGIN_LOCKED = 11002, 429, "登录失败次数过多，请稍后再试", "Too many failed sign-ins, try again later";
    PASSWORD_MUST_CHANGE = 11003, 403, "请先修改初始密码", "Change your password first";
    PASSWORD_WEAK = 11004, 400, "密码不符合要求", "The password is too weak";
    TOKEN_REUSED = 11005, 401, "登录已失效，请重新登录", "Signed out for safety, please sign in again";
    TENANT_SUSPENDED = 11006, 403, "租户已停用", "This tenant is suspended";
    RESET_LINK_INVALID = 11007, 400, "重置链接无效或已过期", "The reset link is invalid or expired";
    TENANT_FULL = 11008, 409, "用户数已达上限", "The tenant has reached its number of users";
    LAST_ADMIN = 11009, 409, "不能移除最后一个管理员", "The last administrator cannot be removed";
    ROLE_BUILT_IN = 11010, 409, "内置角色不能修改", "Built-in roles cannot be changed";
    ROLE_IN_USE = 11011, 409, "角色正在使用中", "The role is in use";
    TENANT_EXPIRED = 11012, 403, "租户服务已到期", "This tenant's subscription has ended";
    MFA_CODE_WRONG = 11013, 401, "验证码错误或已使用", "The code is wrong or was used before";
    MFA_CHALLENGE_INVALID = 11014, 401, "登录验证已过期，请重新登录", "This sign-in took too long, please start again";
    MFA_BAD_MOVE = 11015, 409, "两步验证当前状态不允许此操作", "Two-step verification does not allow this now";
    DEPARTMENT_CYCLE = 11016, 409, "不能移动到自己的下级部门", "A department cannot be moved below itself";
    DEPARTMENT_IN_USE = 11017, 409, "部门下仍有成员或下级部门", "The department still has people or departments";
    DEPARTMENT_TOO_DEEP = 11018, 409, "部门层级过深", "The departments would be nested too deeply";
    MFA_MUST_ENROL = 11019, 403, "请先启用两步验证", "Turn on two-step verification first";
    MFA_REQUIRED = 11020, 409, "企业要求启用两步验证，不能关闭", "Your company requires two-step verification; it cannot be turned off";

    PHONE_CODE_WRONG = 11101, 400, "验证码错误或已过期", "The code is wrong or has expired";
    REGISTRATION_CLOSED = 11102, 409, "注册链接已失效", "This registration link is no longer in use";
    SIGN_IN_METHOD_OFF = 11103, 403, "未启用该登录方式", "This way of signing in is not switched on";
    SIGN_IN_STATE_INVALID = 11104, 400, "登录请求已失效，请重新开始", "This sign-in request is no longer valid; please start again";
    SIGN_IN_CODE_INVALID = 11105, 400, "授权已失效或已使用，请重新授权", "The authorisation has expired or was used; please authorise again";
    PROVIDER_REFUSED = 11106, 502, "第三方平台拒绝了请求，请管理员检查配置", "The provider refused the request; an administrator should check its settings";
    PROVIDER_UNAVAILABLE = 11107, 503, "第三方平台暂时不可用，请稍后重试", "The provider is not reachable, please try again";
    ACCOUNT_TAKEN = 11108, 409, "该第三方账号已绑定其他用户", "This account is bound to another user";
    ACCOUNT_BOUND = 11109, 409, "已绑定该平台的账号，请先解绑", "An account of this provider is bound already; unbind it first";
    OUTBOUND_REFUSED = 11110, 400, "不允许访问该地址", "This address may not be called";

    SESSION_BAD_MOVE = 12001, 409, "会话当前状态不允许此操作", "The conversation's state does not allow this";
    SESSION_TAKEN = 12002, 409, "会话已被分配", "The conversation is assigned already";
    AGENT_AT_CAPACITY = 12003, 409, "客服接待数已达上限", "The agent is at capacity";
    AGENT_NOT_AVAILABLE = 12004, 409, "客服当前不可接待", "The agent is not available";
    TRANSFER_BAD_MOVE = 12005, 409, "转接申请已处理", "The transfer was already decided";
    TEAM_IN_USE = 12006, 409, "团队仍有进行中的会话", "The team still has open conversations";
    TICKET_BAD_MOVE = 12101, 409, "工单当前状态不允许此操作", "The ticket's state does not allow this";
    ALREADY_RATED = 12102, 409, "已评价", "Rated already";
    FILE_TYPE_REFUSED = 12201, 415, "不支持的文件类型", "This type of file is not accepted";
    FILE_TOO_LARGE = 12202, 413, "文件过大", "The file is too large";
    ARCHIVE_BAD_MOVE = 12401, 409, "归档申请当前状态不允许此操作", "The application's state does not allow this";
    PROFILE_BAD_MOVE = 12402, 409, "客户档案当前状态不允许此操作", "The customer's profile does not allow this";
    CUSTOMER_BUSY = 12403, 409, "客户还有进行中的会话，请先结束", "The customer has an open conversation; close it first";
    ORGANIZATION_IN_USE = 12404, 409, "机构下仍有客户", "The organization still has customers";
    MERGE_WRONG_WAY = 12405, 409, "请保留已归档的客户", "Keep the customer that is on file";
    PHONE_TAKEN = 12406, 409, "已有使用此手机号的正式客户，可以合并", "A customer on file has this phone; you can merge them";

    CODE_TAKEN = 12407, 409, "已有使用此客户编号的客户", "Another customer has this code";
    TABLE_UNREADABLE = 12408, 415, "无法读取此表格文件", "This table cannot be read";
    CUSTOMER_IMPORT_BAD_MOVE = 12409, 409, "客户导入当前状态不允许此操作", "The import's state does not allow this";
    EXPORT_TOO_LONG = 12410, 409, "超过一个工作表能容纳的行数，请导出为 CSV", "More rows than a sheet holds; export as CSV";
    ERASURE_BLOCKED = 12411, 409, "客户还有进行中的会话、工单或归档申请，请先处理", "The customer has open conversations, tickets or an application; finish them first";
    CUSTOMER_ERASED = 12412, 409, "客户数据已清除或正在清除", "The customer was erased, or is being erased";
    EXPORT_NOT_READY = 12413, 409, "导出文件尚未生成或已过期", "The export is not ready, or has expired";

    RELATION_PRIMARY_TAKEN = 12301, 409, "客户在此期间已有主要服务团队", "The customer has another primary team at that time";
    RELATION_EXISTS = 12302, 409, "该团队在此期间已服务此客户", "The team serves this customer already at that time";
    RELATION_ENDED = 12303, 409, "服务关系已解除", "The relation was ended";

    CATEGORY_IN_USE = 13001, 409, "分类下仍有文章", "The category still has articles";
    ARTICLE_BAD_MOVE = 13002, 409, "文章当前状态不允许此操作", "The article's state does not allow this";
    IMPORT_BAD_MOVE = 13003, 409, "导入任务当前状态不允许此操作", "The import's state does not allow this";

    AI_KEY_INVALID = 14001, 401, "AI 密钥无效、已过期或已撤销", "The AI key is wrong, expired or revoked";
    AI_MODEL_UNKNOWN = 14002, 404, "该分组没有可用此模型的账号", "No account of this group serves this model";
    AI_NO_ACCOUNT = 14003, 503, "暂时没有可用的 AI 账号", "No AI account is available right now";
    AI_OVER_BUDGET = 14004, 402, "AI 预算或配额已用完", "The AI budget or quota is used up";
    AI_BUSY = 14005, 503, "AI 账号繁忙，排队已满或超时", "The AI accounts are busy and the wait was too long";
    AI_UPSTREAM_FAILED = 14006, 502, "AI 服务商返回错误", "The AI provider failed";
    AI_UPSTREAM_TIMEOUT = 14007, 504, "AI 服务商响应超时", "The AI provider did not answer in time";
    AI_ACCOUNT_IN_USE = 14008, 409, "有分组绑定了此账号，请先解除绑定", "A group is bound to this account; unbind it first";
    AI_GROUP_FULL = 14009, 409, "分组成员数已达上限", "The group has reached its number of members";
    AI_GROUP_BUILT_IN = 14010, 409, "内置分组不能删除", "Built-in groups cannot be deleted";
    AI_GROUP_INACTIVE = 14011, 403, "分组已停用", "The group is not active";
    AI_KEY_ENDED = 14012, 409, "密钥已失效", "The key has ended already";

    INTERNAL = 20000, 500, "服务器内部错误", "Something went wrong on our side";
    AI_UNAVAILABLE = 20001, 500, "AI服务不可用", "The assistant is not available";
    SEARCH_FAILED = 20002, 500, "搜索服务异常", "Search is not available";
    UPLOAD_FAILED = 20003, 500, "文件上传失败", "The upload failed";
    DATABASE_DOWN = 20004, 503, "数据库连接异常", "The database is not reachable, please try again";
}

/// What a room's own error enum must tell: which row of the registry it is.
pub trait DomainError: std::error::Error + Send + Sync + 'static {
    fn code(&self) -> &'static Code;
}

/// One invalid field.
#[derive(Debug, Clone, Serialize, JsonSchema, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub message: String,
    /// FIELD_REQUIRED, FIELD_INVALID, FIELD_TOO_LONG or FIELD_UNKNOWN_VALUE.
    pub code: Cow<'static, str>,
}

impl FieldError {
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into(), code: "FIELD_INVALID".into() }
    }
    pub fn required(field: impl Into<String>) -> Self {
        Self { field: field.into(), message: "is required".into(), code: "FIELD_REQUIRED".into() }
    }
}

/// A failed request. Holds what the caller may read; the cause is logged, never sent.
#[derive(Debug)]
pub struct Error {
    pub code: &'static Code,
    /// Safe to show; replaces the registry's text when a more exact one helps.
    pub detail: Option<String>,
    pub fields: Vec<FieldError>,
    pub retry_after: Option<Duration>,
    /// A stored answer to an idempotent request that was already carried out.
    pub(crate) replay: Option<Box<serde_json::value::RawValue>>,
}

impl Error {
    pub fn new(code: &'static Code) -> Self {
        Self { code, detail: None, fields: Vec::new(), retry_after: None, replay: None }
    }
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }
    /// Missing, or another tenant's: the two must not be told apart.
    pub fn not_found() -> Self {
        Self::new(code::NOT_FOUND)
    }
    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self { fields, ..Self::new(code::BAD_REQUEST) }
    }
    pub fn field(field: &str, message: &str) -> Self {
        Self::fields(vec![FieldError::invalid(field, message)])
    }
    /// What the caller reads: the detail, or the registry's text in the caller's language. Details are written in
    /// English, so a Chinese reader gets the registry's sentence instead of half a language.
    pub fn message(&self, locale: context::Locale) -> &str {
        let detail = self.detail.as_deref();
        match locale {
            context::Locale::En => detail.unwrap_or(self.code.en),
            context::Locale::ZhCn => detail.filter(|d| !d.is_ascii()).unwrap_or(self.code.zh),
        }
    }
    /// A failure that the caller can do nothing about. The cause goes to the log under the trace id.
    #[track_caller]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let at = std::panic::Location::caller();
        tracing::error!(%cause, file = at.file(), line = at.line(), "internal error");
        Self::new(code::INTERNAL)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code.number, self.detail.as_deref().unwrap_or(self.code.en))
    }
}
impl std::error::Error for Error {}

impl<E: DomainError> From<E> for Error {
    fn from(e: E) -> Self {
        Self::new(e.code()).detail(e.to_string())
    }
}

impl From<sqlx::Error> for Error {
    #[track_caller]
    fn from(e: sqlx::Error) -> Self {
        match &e {
            sqlx::Error::RowNotFound => Self::not_found(),
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                tracing::warn!(error = %e, "database not reachable");
                Self::new(code::DATABASE_DOWN).retry_after(Duration::from_secs(1))
            }
            sqlx::Error::Database(d) => from_database(&e, d.code().as_deref().unwrap_or("")),
            _ => Self::internal(e),
        }
    }
}

#[track_caller]
fn from_database(e: &sqlx::Error, state: &str) -> Error {
    match state {
        // unique_violation; rooms that know better match the constraint's name first ([`on_constraint`]).
        "23505" => Error::new(code::DUPLICATE),
        // foreign_key_violation: the row pointed at is missing or another tenant's.
        "23503" => Error::not_found(),
        // A value that the type checks of the API let through but a CHECK or the encoding refuses (NUL in text, range).
        "23514" | "22021" | "22003" | "22P05" | "22001" => Error::new(code::BAD_REQUEST),
        // serialization_failure, deadlock_detected, lock_not_available, query_canceled: harmless to repeat.
        "40001" | "40P01" | "55P03" | "57014" => Error::new(code::UNAVAILABLE).retry_after(Duration::from_secs(1)),
        // Shutting down, crashed or starting.
        "57P01" | "57P02" | "57P03" => Error::new(code::DATABASE_DOWN).retry_after(Duration::from_secs(1)),
        _ => Error::internal(e),
    }
}

/// Turns the violation of one named constraint into a domain error, without a select-then-insert race.
pub fn on_constraint<T>(result: Result<T, sqlx::Error>, name: &str, then: impl FnOnce() -> Error) -> Result<T> {
    result.map_err(|e| match e.as_database_error().and_then(|d| d.constraint()) {
        Some(c) if c == name => then(),
        _ => e.into(),
    })
}

/// The body of every failed request.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// A number of the error registry.
    pub code: u32,
    pub message: String,
    pub errors: Vec<FieldError>,
    /// Epoch milliseconds; RFC 3339 on the portal's paths (`/customer-portal/`).
    pub timestamp: context::Timestamp,
    pub trace_id: String,
    pub help_url: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Some(stored) = self.replay {
            return crate::http::replayed(&stored);
        }
        let request = context::current();
        let message = self.message(request.locale).to_owned();
        let body = Problem {
            code: self.code.number,
            message,
            errors: self.fields,
            timestamp: request.timestamp(),
            trace_id: request.trace_id.clone(),
            help_url: format!("/errors/{}", self.code.number),
        };
        let status = StatusCode::from_u16(self.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(body)).into_response();
        if let Some(wait) = self.retry_after {
            response.headers_mut().insert(http::header::RETRY_AFTER, wait.as_secs().max(1).into());
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use context::Locale;

    #[test]
    fn a_reader_is_told_in_one_language() {
        let taken = Error::new(code::SESSION_TAKEN).detail("another agent serves this conversation");
        assert_eq!(taken.message(Locale::ZhCn), "会话已被分配");
        assert_eq!(taken.message(Locale::En), "another agent serves this conversation");
        assert_eq!(Error::not_found().message(Locale::En), "Not found");
    }
}
