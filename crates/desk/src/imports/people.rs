//! SQL over customers and organizations, a batch at a time.

use kernel::{Error, Result, TenantTx};
use sqlx::{Postgres, QueryBuilder};

use super::{
    decide::{Known, KnownOrganization},
    draft::{Draft, Key, NewOrganization, NewPerson},
};
use crate::customers::{Gender, Profile, Reach};

/// The customers that have a key of the batch; locked by ascending id when they are about to be changed.
pub async fn known(tx: &mut TenantTx, drafts: &[&Draft], reach: &Reach, lock: bool) -> Result<Vec<Known>> {
    let tenant = tx.tenant();
    let (mut codes, mut phones, mut emails) = (Vec::new(), Vec::new(), Vec::new());
    for draft in drafts {
        codes.extend(draft.person.code.clone());
        phones.extend(draft.person.phone.clone());
        if let Some(Key::Email(email)) = draft.person.key() {
            emails.push(email);
        }
    }
    let mut sql = QueryBuilder::<Postgres>::new(
        "select c.id, c.name, c.code, c.phone, c.email_key, c.profile, c.organization_id, o.name as organization_name, ",
    );
    reach.push(&mut sql, tenant);
    sql.push(
        " as in_reach from customers c left join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
         where c.deleted_at is null and c.tenant_id = ",
    );
    sql.push_bind(tenant).push(" and (c.code = any (").push_bind(codes);
    sql.push(") or c.phone = any (").push_bind(phones).push(") or c.email_key = any (").push_bind(emails);
    sql.push(")) order by c.id");
    if lock {
        sql.push(" for update of c");
    }
    Ok(sql.build_query_as().fetch_all(tx.conn()).await?)
}

pub async fn known_organizations(tx: &mut TenantTx, new: &[&NewOrganization]) -> Result<Vec<KnownOrganization>> {
    let tenant = tx.tenant();
    let names: Vec<&str> = new.iter().map(|o| o.name.as_str()).collect();
    let codes: Vec<&str> = new.iter().filter_map(|o| o.credit_code.as_deref()).collect();
    Ok(sqlx::query_as(
        "select id, name, credit_code from organizations where tenant_id = $1 and (name = any ($2) or credit_code = any ($3)) order by id",
    )
    .bind(tenant)
    .bind(names)
    .bind(codes)
    .fetch_all(tx.conn())
    .await?)
}

/// Makes them, and answers how many; one that somebody else has just made is theirs.
pub async fn create_organizations(tx: &mut TenantTx, new: &[&NewOrganization]) -> Result<i64> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let made = sqlx::query(
        "insert into organizations (tenant_id, name, credit_code, region, industry, created_at, updated_at)
         select $1, o.name, o.credit_code, o.region, o.industry, $6, $6
         from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as o(name, credit_code, region, industry) order by o.name
         on conflict do nothing",
    )
    .bind(tenant)
    .bind(new.iter().map(|o| o.name.as_str()).collect::<Vec<_>>())
    .bind(new.iter().map(|o| o.credit_code.as_deref()).collect::<Vec<_>>())
    .bind(new.iter().map(|o| o.region.as_deref()).collect::<Vec<_>>())
    .bind(new.iter().map(|o| o.industry.as_deref()).collect::<Vec<_>>())
    .bind(now)
    .execute(tx.conn())
    .await?;
    i64::try_from(made.rows_affected()).map_err(Error::internal)
}

/// A draft and the organization that it belongs to.
pub struct Placed<'a> {
    pub person: &'a NewPerson,
    pub organization: Option<i64>,
}

fn column<'a, T>(all: &[Placed<'a>], of: impl Fn(&'a NewPerson) -> T) -> Vec<T> {
    all.iter().map(|p| of(p.person)).collect()
}

fn gender(person: &NewPerson) -> Option<&'static str> {
    person.gender.map(|g| if g == Gender::Male { "male" } else { "female" })
}

fn tags(person: &NewPerson) -> Option<String> {
    person.tags.as_ref().map(|tags| tags.join(","))
}

/// Answers the keys of those that were made; somebody else may have been faster with one.
pub async fn create(tx: &mut TenantTx, new: &[Placed<'_>], profile: Profile) -> Result<Vec<Key>> {
    let (tenant, now, maker) = (tx.tenant(), tx.now(), tx.user_id());
    let made: Vec<(Option<String>, Option<String>, Option<String>)> = sqlx::query_as(
        "insert into customers (tenant_id, code, name, gender, phone, email, landline, emergency_phone, organization_id, position, department,
           duty, vip, profile, tags, note, created_at, updated_at, created_by)
         select $1, p.code, p.name, p.gender, p.phone, p.email, p.landline, p.emergency_phone, p.organization_id, p.position, p.department,
           p.duty, coalesce(p.vip, false), p.profile, coalesce(p.tags, ''), p.note, $17, $17, $18
         from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::text[],
           $12::text[], $13::boolean[], $14::text[], $15::text[], $16::text[])
           as p(code, name, gender, phone, email, landline, emergency_phone, organization_id, position, department, duty, vip, profile, tags, note)
         on conflict do nothing
         returning code, phone, email_key",
    )
    .bind(tenant)
    .bind(column(new, |p| p.code.as_deref()))
    .bind(column(new, |p| p.name.as_str()))
    .bind(column(new, gender))
    .bind(column(new, |p| p.phone.as_deref()))
    .bind(column(new, |p| p.email.as_deref()))
    .bind(column(new, |p| p.landline.as_deref()))
    .bind(column(new, |p| p.emergency_phone.as_deref()))
    .bind(new.iter().map(|p| p.organization).collect::<Vec<_>>())
    .bind(column(new, |p| p.position.as_deref()))
    .bind(column(new, |p| p.department.as_deref()))
    .bind(column(new, |p| p.duty.as_deref()))
    .bind(column(new, |p| p.vip))
    .bind(column(new, |p| p.profile.unwrap_or(profile).as_str()))
    .bind(column(new, tags))
    .bind(column(new, |p| p.note.as_deref()))
    .bind(now)
    .bind(maker)
    .fetch_all(tx.conn())
    .await?;
    let key = |(code, phone, email): (Option<String>, Option<String>, Option<String>)| {
        code.map(Key::Code).or_else(|| phone.map(Key::Phone)).or_else(|| email.map(Key::Email))
    };
    Ok(made.into_iter().filter_map(key).collect())
}

/// What a row has replaces what is known; what it has not stays. A profile ripens by archiving, not here.
pub async fn update(tx: &mut TenantTx, ids: &[i64], with: &[Placed<'_>]) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    sqlx::query(
        "update customers c set code = coalesce(p.code, c.code), name = p.name, gender = coalesce(p.gender, c.gender),
           phone = coalesce(p.phone, c.phone), email = coalesce(p.email, c.email), landline = coalesce(p.landline, c.landline),
           emergency_phone = coalesce(p.emergency_phone, c.emergency_phone), organization_id = coalesce(p.organization_id, c.organization_id),
           position = coalesce(p.position, c.position), department = coalesce(p.department, c.department), duty = coalesce(p.duty, c.duty),
           vip = coalesce(p.vip, c.vip), tags = coalesce(p.tags, c.tags), note = coalesce(p.note, c.note), updated_at = $17
         from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[],
           $12::text[], $13::text[], $14::boolean[], $15::text[], $16::text[])
           as p(id, code, name, gender, phone, email, landline, emergency_phone, organization_id, position, department, duty, vip, tags, note)
         where c.tenant_id = $1 and c.id = p.id and c.deleted_at is null",
    )
    .bind(tenant)
    .bind(ids)
    .bind(column(with, |p| p.code.as_deref()))
    .bind(column(with, |p| p.name.as_str()))
    .bind(column(with, gender))
    .bind(column(with, |p| p.phone.as_deref()))
    .bind(column(with, |p| p.email.as_deref()))
    .bind(column(with, |p| p.landline.as_deref()))
    .bind(column(with, |p| p.emergency_phone.as_deref()))
    .bind(with.iter().map(|p| p.organization).collect::<Vec<_>>())
    .bind(column(with, |p| p.position.as_deref()))
    .bind(column(with, |p| p.department.as_deref()))
    .bind(column(with, |p| p.duty.as_deref()))
    .bind(column(with, |p| p.vip))
    .bind(column(with, tags))
    .bind(column(with, |p| p.note.as_deref()))
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}
