//! How a tenant's portal looks and what it offers; what was never set is as below.

use kernel::{Error, Feature, FieldError, Result, TenantTx, text};

use super::color;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalLook {
    pub title: String,
    pub welcome: String,
    /// `#rrggbb`, dark enough for white text on it.
    pub theme_color: String,
    pub logo_url: Option<String>,
    pub contact_phone: Option<String>,
    pub contact_email: Option<String>,
    pub features: Vec<Feature>,
}

impl Default for PortalLook {
    fn default() -> Self {
        Self {
            // 001 §3.2; its default colour, #409EFF, is too light for white text.
            title: "客户服务门户".into(),
            welcome: String::new(),
            theme_color: "#1f5fbf".into(),
            logo_url: None,
            contact_phone: None,
            contact_email: None,
            features: Feature::ALL.to_vec(),
        }
    }
}

/// Longest texts, in characters; the table has the same.
pub const TITLE_MAX: usize = 100;
pub const WELCOME_MAX: usize = 500;
pub const LOGO_MAX: usize = 500;
pub const PHONE_MAX: usize = 40;
pub const EMAIL_MAX: usize = 200;

impl PortalLook {
    /// Puts the parts into their one spelling, or says which of them cannot be.
    pub fn checked(mut self) -> Result<Self> {
        let mut faults = Vec::new();
        self.title = self.title.trim().to_owned();
        if let Err(fault) = text::is_name(&self.title, &()) {
            faults.push(FieldError::invalid("portal_title", fault.message()));
        }
        match color::parse(&self.theme_color) {
            None => faults.push(FieldError::invalid("theme_color", "must be a colour like #1f5fbf")),
            Some(color) if color::contrast_with_white(&color) < color::CONTRAST_MIN => {
                faults
                    .push(FieldError::invalid("theme_color", "is too light: white text on it needs a contrast of 4.5"));
            }
            Some(color) => self.theme_color = color,
        }
        if self.logo_url.as_deref().is_some_and(|url| !is_https(url)) {
            faults.push(FieldError::invalid("logo_url", "must be an https:// address"));
        }
        for (field, text, max) in [
            ("portal_title", Some(&self.title), TITLE_MAX),
            ("welcome_message", Some(&self.welcome), WELCOME_MAX),
            ("logo_url", self.logo_url.as_ref(), LOGO_MAX),
            ("contact_info.phone", self.contact_phone.as_ref(), PHONE_MAX),
            ("contact_info.email", self.contact_email.as_ref(), EMAIL_MAX),
        ] {
            if text.is_some_and(|t| t.chars().count() > max) {
                faults.push(FieldError {
                    field: field.into(),
                    message: format!("is longer than {max} characters"),
                    code: "FIELD_TOO_LONG".into(),
                });
            }
        }
        self.features = Feature::ALL.iter().copied().filter(|f| self.features.contains(f)).collect();
        if faults.is_empty() { Ok(self) } else { Err(Error::fields(faults)) }
    }
}

/// A browser will load it in every customer's page: no scripts, no plain text transport, nothing hidden in it.
fn is_https(url: &str) -> bool {
    let Ok(parsed) = url.parse::<http::Uri>() else { return false };
    parsed.scheme_str() == Some("https")
        && parsed.host().is_some_and(|h| h.contains('.'))
        && parsed.authority().is_some_and(|a| !a.as_str().contains('@'))
}

#[derive(sqlx::FromRow)]
struct Row {
    title: String,
    welcome: String,
    theme_color: String,
    logo_url: Option<String>,
    contact_phone: Option<String>,
    contact_email: Option<String>,
    features: String,
}

pub async fn look(tx: &mut TenantTx) -> Result<PortalLook> {
    let tenant = tx.tenant();
    let row: Option<Row> =
        sqlx::query_as("select title, welcome, theme_color, logo_url, contact_phone, contact_email, features from portal_configs where tenant_id = $1")
            .bind(tenant)
            .fetch_optional(tx.conn())
            .await?;
    Ok(row.map_or_else(PortalLook::default, |row| PortalLook {
        title: row.title,
        welcome: row.welcome,
        theme_color: row.theme_color,
        logo_url: row.logo_url,
        contact_phone: row.contact_phone,
        contact_email: row.contact_email,
        features: Feature::listed(&row.features),
    }))
}

pub async fn save(tx: &mut TenantTx, look: &PortalLook) -> Result<()> {
    let (tenant, who, now) = (tx.tenant(), tx.user_id(), tx.now());
    let features: Vec<&str> = look.features.iter().map(|f| f.as_str()).collect();
    sqlx::query(
        "insert into portal_configs (tenant_id, title, welcome, theme_color, logo_url, contact_phone, contact_email, features, updated_by, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (tenant_id) do update set title = $2, welcome = $3, theme_color = $4, logo_url = $5, contact_phone = $6, contact_email = $7,
           features = $8, updated_by = $9, updated_at = $10",
    )
    .bind(tenant)
    .bind(&look.title)
    .bind(&look.welcome)
    .bind(&look.theme_color)
    .bind(&look.logo_url)
    .bind(&look.contact_phone)
    .bind(&look.contact_email)
    .bind(features.join(","))
    .bind(who)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a tenant's portal its first look.
pub async fn dress(
    tx: &mut TenantTx,
    title: &str,
    welcome: &str,
    theme_color: &str,
    contact_phone: &str,
) -> Result<()> {
    let look = PortalLook {
        title: title.into(),
        welcome: welcome.into(),
        theme_color: theme_color.into(),
        contact_phone: Some(contact_phone.to_owned()).filter(|p| !p.is_empty()),
        ..PortalLook::default()
    };
    save(tx, &look.checked()?).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(change: impl FnOnce(&mut PortalLook)) -> Vec<String> {
        let mut look = PortalLook::default();
        change(&mut look);
        look.checked().map_or_else(|e| e.fields.into_iter().map(|f| f.field).collect(), |_| Vec::new())
    }

    #[test]
    fn the_default_look_is_one_that_could_be_set() {
        assert_eq!(PortalLook::default().checked().unwrap(), PortalLook::default());
    }

    #[test]
    fn colours_that_cannot_be_read_on_are_refused() {
        assert_eq!(faults(|l| l.theme_color = "#409EFF".into()), ["theme_color"]);
        assert_eq!(faults(|l| l.theme_color = "blue".into()), ["theme_color"]);
        assert!(faults(|l| l.theme_color = "#0F766E".into()).is_empty());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let all = faults(|l| {
            l.title = "  ".into();
            l.welcome = "好".repeat(501);
            l.logo_url = Some("javascript:alert(1)".into());
            l.theme_color = "#ffffff".into();
        });
        assert_eq!(all, ["portal_title", "theme_color", "logo_url", "welcome_message"]);
    }

    #[test]
    fn a_logo_comes_over_https_from_a_named_host() {
        for good in ["https://cdn.example.com/a.png", "https://example.com:8443/logo.svg?v=2"] {
            assert!(is_https(good), "{good}");
        }
        for bad in [
            "http://example.com/a.png",
            "//example.com/a.png",
            "/a.png",
            "data:image/png;base64,AA==",
            "https://",
            "https://intranet/a.png",
            "https://a@example.com/",
            "https://exa mple.com/",
        ] {
            assert!(!is_https(bad), "{bad}");
        }
    }
}
