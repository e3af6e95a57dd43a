// Generated from crates/server/openapi.json by `npm run generate`; do not edit.
export interface paths {
    "/api/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everyone who may serve, with presence and load. */
        get: operations["listAgents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's presence and load. */
        get: operations["getMyAgentState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/me/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Go online, busy, away or offline. */
        put: operations["setMyStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** AI accounts, newest first. */
        get: operations["listAiAccounts"];
        put?: never;
        /** Add an account by its API key. */
        post: operations["createAiAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account: its day, performance, groups and cost. */
        get: operations["getAiAccount"];
        /** Change an account. */
        put: operations["updateAiAccount"];
        post?: never;
        /** Remove an account; its key is destroyed, its usage stays. */
        delete: operations["deleteAiAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/accounts/{id}/health-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the provider now whether it works. */
        post: operations["checkAiAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/accounts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enable, disable, delete or check several accounts. */
        post: operations["bulkAiAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** AI calls, one row an attempt at an account, newest first. */
        get: operations["listAiCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a model through a group. With `stream`, server-sent events `delta`, then `done` or `error`. */
        post: operations["aiChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups that share AI accounts; the caller's own with a narrow grant. */
        get: operations["listAiGroups"];
        put?: never;
        /** Add a group. */
        post: operations["createAiGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group with what it used. */
        get: operations["getAiGroup"];
        /** Change a group and its quota. */
        put: operations["updateAiGroup"];
        post?: never;
        /** End a group; its keys end with it, its usage stays. */
        delete: operations["deleteAiGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of a group, usable ones first. */
        get: operations["listAiGroupKeys"];
        put?: never;
        /** Make a key. It is in the answer, once. */
        post: operations["createAiGroupKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key; within a second every node refuses it. */
        delete: operations["revokeAiGroupKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new key in its place; the old one works for a while yet. */
        post: operations["rotateAiGroupKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who belongs to a group. */
        get: operations["listAiGroupMembers"];
        put?: never;
        /** Add a member, or change a member's part. */
        post: operations["addAiGroupMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a member out of a group. */
        delete: operations["removeAiGroupMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/monitor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A group now: calls, queue, usage, cost, performance. */
        get: operations["monitorAiGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/resource-binding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a group draws on accounts, and what it could. */
        get: operations["getAiGroupBinding"];
        /** Bind a group to accounts, and set its quota. */
        put: operations["bindAiGroup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which account a call would go to now, and why; nothing is sent. */
        get: operations["explainAiRoute"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/groups/{id}/usage-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A group's usage by hour, day, week or month. */
        get: operations["getAiGroupUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** AI accounts, groups and today's usage at a glance. */
        get: operations["getAiOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Currency, charge rate, the tenant's budget. */
        get: operations["getAiSettings"];
        /** Change them. */
        put: operations["updateAiSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's usage by hour, day, week or month. */
        get: operations["getAiUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/usage/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Usage by period and service, or split, as CSV. */
        get: operations["exportAiUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/usage/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Usage by group, user, key, account, model or service. */
        get: operations["splitAiUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of programs, usable ones first. */
        get: operations["listApiKeys"];
        put?: never;
        /** Make a key. It is in the answer, once. */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key; what uses it is refused within two seconds. */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications, newest first. */
        get: operations["listArchiveApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive-applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An application and what became of it. */
        get: operations["getArchiveApplication"];
        put?: never;
        post?: never;
        /** Throw a draft away. */
        delete: operations["discardArchiveApplication"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive-applications/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the customer on file as asked for. */
        post: operations["approveArchiveApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive-applications/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an application back, and say why. */
        post: operations["rejectArchiveApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive-applications/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The contact data asked for, in full; every look is audited. */
        post: operations["revealArchiveApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive-applications/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a submitted application back. */
        post: operations["withdrawArchiveApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to profiles, newest first. */
        get: operations["listArchiveRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first. */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that no row of the trail was changed or removed. */
        get: operations["verifyAuditTrail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own accounts at providers. */
        get: operations["listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unbind one's own account. */
        delete: operations["unbindAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accounts/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bind the account that came back. */
        post: operations["bindAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accounts/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bind the account that was nobody's at the sign-in. */
        post: operations["claimAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accounts/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where to send the browser to bind an account of a provider. */
        post: operations["startBinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as a member of a tenant's staff; with two-step verification, the first step. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/dingtalk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with what DingTalk sent back. */
        post: operations["loginByDingtalk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as a member of staff, with a code sent to the phone. */
        post: operations["loginByPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/phone/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a sign-in code to a member of staff. The answer is the same whether or not there is one. */
        post: operations["sendLoginCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where to send the browser to sign in at a provider. */
        post: operations["startProviderLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/wechat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with what WeChat sent back. */
        post: operations["loginByWechat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this sign-in. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether two-step verification is on. */
        get: operations["getMfa"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn two-step verification on with a first code. */
        post: operations["confirmMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn two-step verification off. */
        post: operations["disableMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make new recovery codes; the old ones end. */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a secret for an authenticator app; shown once. */
        post: operations["setUpMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second step of a sign-in: a code, or a recovery code. */
        post: operations["verifyMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways in beside the password that a tenant offers. */
        get: operations["getSignInOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange the refresh token for new tokens. A superseded one ends the sign-in. */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in. */
        get: operations["listSignIns"];
        put?: never;
        post?: never;
        /** Sign out everywhere else. */
        delete: operations["endOtherSignIns"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one of one's own devices out. */
        delete: operations["endSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's own API calls, newest first. */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports of customers, newest first. */
        get: operations["listCustomerImports"];
        put?: never;
        /** Store a CSV or XLSX file of customers; nothing of it is written yet. */
        post: operations["createCustomerImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an import is, and how far. */
        get: operations["getCustomerImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{id}/bad-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that were left out as CSV, to be mended and sent again. */
        get: operations["getCustomerImportBadRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a check or an import; what is imported stays, and is counted. */
        post: operations["cancelCustomerImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go through the file and report what an import would do; writes no customer. */
        post: operations["checkCustomerImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows that are not simply new: left out, passed over or changed, and why. */
        get: operations["listCustomerImportRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import the file that was checked. */
        post: operations["startCustomerImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An empty table with every column that is known. */
        get: operations["getCustomerImportTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/ai-chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the assistant. */
        post: operations["portalAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/ai-chat/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether an answer helped. */
        post: operations["portalAskFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/ai-chat/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was asked and answered before, newest first. */
        get: operations["portalAskHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/ai-chat/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Questions that many ask. */
        get: operations["portalAskRecommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the tenant's portal looks and what it offers. */
        get: operations["getPortalConfig"];
        /** Change the portal; what is left out stays. */
        put: operations["setPortalConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own feedback and what became of it. */
        get: operations["listMyFeedback"];
        put?: never;
        /** Tell what is good or bad, or missing. */
        post: operations["giveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/feedback/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own feedback, and the answer. */
        get: operations["getMyFeedback"];
        /** Confirm the answer, object to it, or add what was asked for. */
        put: operations["answerFeedback"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/satisfaction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rate a ticket or a conversation, once. */
        post: operations["rateService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the knowledge base. */
        get: operations["portalSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/search/category": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search one category and those below it. */
        get: operations["portalSearchCategory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Titles that begin with what was typed. */
        get: operations["portalSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/search/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search articles that carry all of the tags. */
        get: operations["portalSearchTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/search/trending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is searched for most. */
        get: operations["portalTrending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/theme": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The portal's colour and logo. */
        get: operations["getPortalTheme"];
        /** Change the portal's colour and logo. */
        put: operations["setPortalTheme"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own tickets. */
        get: operations["listPortalTickets"];
        put?: never;
        /** Make a ticket. */
        post: operations["createPortalTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's ticket with what happened to it. */
        get: operations["getPortalTicket"];
        /** Correct a ticket that nobody works on yet, cancel it, or confirm that it is solved. */
        put: operations["updatePortalTicket"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/tickets/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a file to one's ticket. */
        post: operations["attachToPortalTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/tickets/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it is not solved. */
        post: operations["reopenPortalTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/tickets/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer or add something. */
        post: operations["replyToPortalTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-portal/tickets/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one's ticket stands. */
        get: operations["getPortalTicketStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Segments, newest first. */
        get: operations["listSegments"];
        put?: never;
        /** Keep rules as a segment. */
        post: operations["createSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-segments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One segment. */
        get: operations["getSegment"];
        /** Change a segment. */
        put: operations["updateSegment"];
        post?: never;
        /** Remove a segment; its customers stay. */
        delete: operations["deleteSegment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-segments/{id}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in it now, last seen first. */
        get: operations["listSegmentCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-segments/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who these rules would find now. */
        post: operations["previewSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-team-relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which teams serve which customers. */
        get: operations["listRelations"];
        put?: never;
        /** Bind a customer to a team. */
        post: operations["createRelation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-team-relations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One relation. */
        get: operations["getRelation"];
        /** Change what was agreed. */
        put: operations["updateRelation"];
        post?: never;
        /** End a relation; its history stays. */
        delete: operations["endRelation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-team-relations/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of a relation, newest first. */
        get: operations["listRelationChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-team-relations/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bind many customers to a team. */
        post: operations["batchCreateRelations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-team-relations/expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Relations that expire soon, the most urgent first. */
        get: operations["listExpiringRelations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers, last seen first. */
        get: operations["listCustomers"];
        put?: never;
        /** Create a customer. */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer. */
        get: operations["getCustomer"];
        /** Change a customer. */
        put: operations["updateCustomer"];
        post?: never;
        /** Delete a customer; what it said and asked stays. */
        delete: operations["deleteCustomer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save or submit the application to put a customer on file. */
        post: operations["archiveCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a temporary customer on file at once. */
        post: operations["convertCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/data-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports of a customer's data, newest first. */
        get: operations["listDataExports"];
        put?: never;
        /** Have everything that is kept about a customer put into one archive. */
        post: operations["createDataExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What erasing a customer would do, and what stands in the way. */
        get: operations["previewErasure"];
        put?: never;
        /** Erase a customer for good: rows, files, events, and by their keys the copies in backups. */
        post: operations["eraseCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/recommend-teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams that fit a customer best, with the reasons. */
        get: operations["recommendTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Contact data in full; every look is audited. */
        post: operations["revealCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's latest conversations and tickets. */
        get: operations["listCustomerServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make two customers of one profile that holds two persons. */
        post: operations["splitCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's tags. */
        get: operations["listCustomerTags"];
        put?: never;
        /** Set a customer's tags. */
        post: operations["setCustomerTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The teams of a customer, the primary one first. */
        get: operations["listCustomerTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/teams/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of a customer's relations. */
        get: operations["listCustomerTeamChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a person on file to another organization. */
        post: operations["transferCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/transfer-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a transfer to another organization would do. */
        get: operations["previewTransfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Customers as a table. Contact data is masked unless it is asked for by who may reveal it. */
        post: operations["exportCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make one customer of two who are the same person. */
        post: operations["mergeCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/merge-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What merging two customers would do. */
        get: operations["previewMerge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/pending-archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers who are still to be put on file. */
        get: operations["listPendingArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/quick-register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make links by which customers register. */
        post: operations["createRegisterLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/verify-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a registration link is for, and whether it works. */
        get: operations["verifyRegisterLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether an export is ready. */
        get: operations["getDataExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-exports/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The archive, for who asked for it, for seven days; each fetch is audited. */
        get: operations["downloadDataExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's departments, flat. */
        get: operations["listDepartments"];
        put?: never;
        /** Add a department, as the last of its siblings. */
        post: operations["createDepartment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One department. */
        get: operations["getDepartment"];
        /** Rename a department or change its leader. */
        put: operations["updateDepartment"];
        post?: never;
        /** Delete a department without people and departments. */
        delete: operations["deleteDepartment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a department, with all below it, to another place. */
        post: operations["moveDepartment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All departments as a tree. */
        get: operations["departmentTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dictionaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lists of choices there are. */
        get: operations["listDictionaries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dictionaries/{code}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The choices of a list, in its order. */
        get: operations["listDictionaryItems"];
        /** Set the choices of a list; none brings the first ones back. */
        put: operations["replaceDictionaryItems"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enterprises/{id}/ai-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same list, at another path. */
        get: operations["listEnterpriseAiAccounts"];
        put?: never;
        /** The same, at another path. */
        post: operations["createEnterpriseAiAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Erasures, newest first. */
        get: operations["listErasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an erasure is. */
        get: operations["getErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Wait for the next events of streams (long-poll). */
        get: operations["pollEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow streams by server-sent events. */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Feedback of all customers. */
        get: operations["listFeedback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take feedback up, ask back, or answer it. */
        put: operations["handleFeedback"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file, at most 20 MiB; images, PDF, Office documents, archives and text are accepted. */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a file, for those who may see it or hold a signed link. */
        get: operations["downloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{id}/resource-binding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, at another path. */
        get: operations["getGroupResourceBinding"];
        /** The same, at another path. */
        put: operations["updateGroupResourceBinding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{id}/usage-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, at another path. */
        get: operations["getGroupUsageStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Articles, also unpublished ones. */
        get: operations["listArticles"];
        put?: never;
        /** Write an article. */
        post: operations["createArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An article with its text. */
        get: operations["getArticle"];
        /** Save a new version of an article. */
        put: operations["updateArticle"];
        post?: never;
        /** Delete an article. */
        delete: operations["deleteArticle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show an article to its readers. */
        post: operations["publishArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring an earlier version back as a new one. */
        post: operations["restoreArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an article back. */
        post: operations["unpublishArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of an article, newest first. */
        get: operations["listArticleVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search published articles, also internal ones. */
        get: operations["searchArticles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories of the knowledge base. */
        get: operations["listCategories"];
        put?: never;
        /** Add a category. */
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a category. */
        put: operations["updateCategory"];
        post?: never;
        /** Delete an empty category. */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import articles from a JSON Lines or CSV file; they are published. */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import is. */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop an import; what is imported stays. */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/qa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a question from the knowledge base. */
        post: operations["askKnowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Articles that may help to answer a message. */
        post: operations["suggestArticles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail-outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that left or wait, and those that the outbox folder keeps, newest first. */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/service-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the people whom a new conversation would wait for are at work. */
        get: operations["getMyServiceHours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's conversations, newest first. */
        get: operations["listMySessions"];
        put?: never;
        /** Ask for a person; who waits or talks already gets that conversation. */
        post: operations["beginMySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the caller's conversations. */
        get: operations["getMySession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave the queue or the talk. */
        post: operations["leaveMySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of its messages. */
        get: operations["listMyMessages"];
        put?: never;
        /** Send a message; repeating it is harmless. */
        post: operations["sendMyMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rate a closed conversation, once. */
        post: operations["rateMySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read up to a message. */
        post: operations["readMySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Client companies of the tenant. */
        get: operations["listOrganizations"];
        put?: never;
        /** Create an organization. */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organization. */
        get: operations["getOrganization"];
        /** Change an organization. */
        put: operations["updateOrganization"];
        post?: never;
        /** Delete an organization without customers. */
        delete: operations["deleteOrganization"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of an organization. */
        get: operations["listOrganizationContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credit code and phone in full; every look is audited. */
        post: operations["revealOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest conversations and tickets of an organization's people. */
        get: operations["listOrganizationServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Organizations as a table; credit codes and phones are masked likewise. */
        post: operations["exportOrganizations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Known organizations that may be the one that is meant, best first, and why. */
        get: operations["matchOrganizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every permission that the tenant's roles can grant. */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, by resource. */
        get: operations["permissionTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API calls of all tenants, newest first. */
        get: operations["listPlatformCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/calls/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API calls as they happen: server-sent events named `call`. */
        get: operations["watchPlatformCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platform at a glance. */
        get: operations["getPlatformOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/kb/{slug}/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published articles. */
        get: operations["listPublicArticles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/kb/{slug}/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published article; counts a view. */
        get: operations["getPublicArticle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/kb/{slug}/articles/{id}/helpful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether an article helped. */
        post: operations["voteArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/kb/{slug}/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories that customers see. */
        get: operations["listPublicCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as a customer, by phone. */
        post: operations["loginCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/login/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as a customer, with a code sent to the phone. */
        post: operations["loginCustomerByPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/login/phone/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a sign-in code to a customer, if there is one. */
        post: operations["sendCustomerLoginCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Quick registration of a customer. */
        post: operations["registerCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/register/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register by a link, and be signed in. */
        post: operations["registerByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/register/{token}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a code to the phone; one a minute. */
        post: operations["sendRegisterCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/tenants/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A portal's look; `default` is the deployment's own. */
        get: operations["getPublicTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quick-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everyone's canned answers and the caller's own. */
        get: operations["listQuickReplies"];
        put?: never;
        /** Add a canned answer. */
        post: operations["createQuickReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quick-replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a canned answer. */
        put: operations["updateQuickReply"];
        post?: never;
        /** Remove a canned answer. */
        delete: operations["deleteQuickReply"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/register-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registration links, newest first. */
        get: operations["listRegisterLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/register-links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a link; who registered by it stays. */
        delete: operations["revokeRegisterLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's roles, built-in ones first. */
        get: operations["listRoles"];
        put?: never;
        /** Make a role. */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A role with its grants. */
        get: operations["getRole"];
        /** Change a role of the tenant's own. */
        put: operations["updateRole"];
        post?: never;
        /** Delete a role that nobody has. */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace what a role grants. */
        post: operations["setRoleGrants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a role to many users at once. */
        post: operations["giveRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations that the caller may see. */
        get: operations["listSessions"];
        put?: never;
        /** Begin to serve a customer. */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation. */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a waiting conversation to an agent. */
        post: operations["assignSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/assign-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of hands, with its reason. */
        get: operations["listAssignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** End it, with a summary. */
        put: operations["closeSession"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of its messages, with staff's notes. */
        get: operations["listMessages"];
        put?: never;
        /** Send a message or add a note; repeating it is harmless. */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read up to a message. */
        post: operations["readSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a conversation to another agent. */
        post: operations["reassignSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/takeover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a conversation oneself. */
        post: operations["takeOverSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/ticket-draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket prefilled from it. */
        get: operations["draftTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer it to a colleague, or hand it to a team. */
        post: operations["transferSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/transfer/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over an offered conversation. */
        post: operations["acceptTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/transfer/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an offer back. */
        post: operations["cancelTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/transfer/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline an offered conversation. */
        post: operations["rejectTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/batch-assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give several waiting conversations to an agent. */
        post: operations["batchAssign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/unassigned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations that wait, in the order of the queue. */
        get: operations["listUnassigned"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether archiving is reviewed. */
        get: operations["getArchiveSettings"];
        /** Change whether archiving is reviewed. */
        put: operations["putArchiveSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How conversations are assigned. */
        get: operations["getAssignmentSettings"];
        /** Change how conversations are assigned. */
        put: operations["putAssignmentSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's time zone, holidays and make-up days. */
        get: operations["getCalendar"];
        /** Replace the time zone, holidays and make-up days. */
        put: operations["putCalendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By what each channel sends. */
        get: operations["listSenders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/senders/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set a channel's sender. */
        put: operations["putSender"];
        post?: never;
        /** Keep a channel's messages in the outbox. */
        delete: operations["deleteSender"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/senders/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message at once, and tell what the provider said. */
        post: operations["testSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people may sign in, and who needs a second factor. */
        get: operations["getSignInSettings"];
        /** Change how people may sign in. */
        put: operations["putSignInSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/sign-in-apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's apps at providers, without their secrets. */
        get: operations["listSignInApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/sign-in-apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set an app up, or switch it on or off. */
        put: operations["putSignInApp"];
        post?: never;
        /** Forget an app and its secret. */
        delete: operations["deleteSignInApp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's day at a glance. */
        get: operations["getStatsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams of the tenant. */
        get: operations["listTeams"];
        put?: never;
        /** Create a team. */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One team. */
        get: operations["getTeam"];
        /** Change a team. */
        put: operations["updateTeam"];
        post?: never;
        /** Dissolve a team that nobody waits for and that serves nobody. */
        delete: operations["deleteTeam"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The customers that a team serves. */
        get: operations["listTeamCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/dissolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dissolve a team; a successor takes its open work. */
        post: operations["dissolveTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of a team. */
        get: operations["listTeamMembers"];
        put?: never;
        /** Add a member. */
        post: operations["addTeamMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member. */
        delete: operations["removeTeamMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge a team into another: members, open work and relations go there. */
        post: operations["mergeTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same for each member of a team. */
        get: operations["getTeamPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a team is at work. */
        get: operations["getTeamSchedule"];
        /** Set a team's working hours. */
        put: operations["putTeamSchedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A team's conversations, replies, ratings and tickets. */
        get: operations["getTeamStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/succession": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What goes on if a team is merged or dissolved. */
        get: operations["previewSuccession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tenants, with what they use. */
        get: operations["listTenants"];
        put?: never;
        /** Make a tenant with its first administrator, whose password is in the answer, once. */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tenant. */
        get: operations["getTenant"];
        /** Change a tenant; what is left out stays. */
        put: operations["updateTenant"];
        post?: never;
        /** Remove a suspended tenant. */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a tenant's people in. */
        post: operations["activateTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a tenant's people, within two seconds. */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets that the caller may see. */
        get: operations["listTickets"];
        put?: never;
        /** Make a ticket, by hand or from a conversation. */
        post: operations["createTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket. */
        get: operations["getTicket"];
        /** Change what a ticket says. */
        put: operations["updateTicket"];
        post?: never;
        /** Delete a ticket. */
        delete: operations["deleteTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a ticket to a user. */
        post: operations["assignTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/assign-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who had a ticket when, and why. */
        get: operations["listTicketAssignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a ticket to another state. */
        post: operations["moveTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a ticket, oldest first. */
        get: operations["listFollowUps"];
        put?: never;
        /** Reply to the customer, or note something for colleagues. */
        post: operations["addFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand one's ticket to a colleague. */
        post: operations["transferTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/batch-assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give several tickets to one user. */
        post: operations["batchAssignTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/unassigned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open tickets that nobody has. */
        get: operations["listUnassignedTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what it may do. */
        get: operations["getMe"];
        /** Change one's own name, contact data or language. */
        put: operations["updateMe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change one's own password. Other sign-ins end. */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a reset link. The answer is the same whether or not there is such a user. */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with a mailed link's token. */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's staff. */
        get: operations["listUsers"];
        put?: never;
        /** Add a user. The first password is in the answer, once. */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: operations["getUser"];
        /** Change a user; what is left out stays. */
        put: operations["updateUser"];
        post?: never;
        /** Remove a user; the name is free again. */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user's accounts at providers. */
        get: operations["listUserAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unbind an account of a user. */
        delete: operations["unbindUserAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a user from now on. */
        post: operations["lockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/reset-mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the second factor from a user who has lost it. */
        post: operations["resetUserMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a user a new first password, shown once. */
        post: operations["resetUserPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a user is signed in. */
        get: operations["listUserSignIns"];
        put?: never;
        post?: never;
        /** Sign a user out everywhere; tokens and sockets end within two seconds. */
        delete: operations["endUserSignIns"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one device of a user out. */
        delete: operations["endUserSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a locked user in again. */
        post: operations["unlockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description How a conversation reaches its agent; only at once in this release.
         * @enum {string}
         */
        AcceptMode: "auto";
        /**
         * @description `status`: off by a person, failing, or in use.
         * @enum {string}
         */
        AccountStatus: "active" | "inactive" | "error";
        AccountType: "dedicated" | "shared";
        AgentState: {
            /** Format: int32 */
            capacity: number;
            /**
             * Format: int32
             * @description Active conversations.
             */
            load: number;
            /**
             * Format: int64
             * @description Conversations given to the agent since midnight.
             */
            servedToday: number;
            skills: string[];
            status: components["schemas"]["Presence2"];
            /** Format: date-time */
            statusSince: string;
            teams: components["schemas"]["TeamRef"][];
            user: components["schemas"]["UserRef"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AgentStateReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AgentState"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiAccount: {
            accountType: components["schemas"]["AccountType"];
            /** Format: int64 */
            activeRequests: number;
            /** @description Where its API begins; the provider's own address when null. */
            apiEndpoint?: string | null;
            /** @description The provider's key with all but its ends hidden. */
            apiKeyMasked: string;
            /** @description closed, open or half-open: whether calls go there now. */
            breaker: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: int64
             * @description Calls in progress here, in per cent of `maxConcurrency`; of this node.
             */
            currentLoad: number;
            /** @description What a request gets that names no model. */
            currentModel?: string | null;
            /**
             * Format: int64
             * @description Tokens a day; 0 = without a limit.
             */
            dailyLimit: number;
            /**
             * Format: int32
             * @description An account that has not begun to answer within this is left for another one.
             */
            firstByteTimeoutMs: number;
            health: components["schemas"]["Health"];
            healthNote: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: int32
             * @description A stream that says nothing for so long is broken off.
             */
            idleTimeoutMs: number;
            isEnabled: boolean;
            /** Format: date-time */
            lastCheckedAt?: string | null;
            /** Format: date-time */
            lastUsedAt?: string | null;
            /** Format: int32 */
            maxConcurrency: number;
            name: string;
            price: components["schemas"]["Price"];
            /** Format: int64 */
            queuedRequests: number;
            serviceType: components["schemas"]["ServiceType"];
            status: components["schemas"]["AccountStatus"];
            /** @description Models that may be asked for; every model when empty. */
            supportedModels: string[];
            totalCost: components["schemas"]["Money"];
            /** Format: int64 */
            totalRequests: number;
            /** Format: int32 */
            totalTimeoutMs: number;
            /** Format: int64 */
            totalTokens: number;
            /** Format: date-time */
            updatedAt: string;
            /** Format: int32 */
            weight: number;
        };
        AiAccountBulk: {
            accountIds: number[];
            action: components["schemas"]["BulkAction"];
        };
        AiAccountBulkFailure: {
            /** Format: int64 */
            accountId: number;
            /**
             * Format: uint32
             * @description A number of the error registry.
             */
            code: number;
            message: string;
        };
        /** @description What became of each. */
        AiAccountBulkResult: {
            done: number[];
            failed: components["schemas"]["AiAccountBulkFailure"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiAccountBulkResultReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiAccountBulkResult"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiAccountDetails: {
            account: components["schemas"]["AiAccount"];
            boundGroups: components["schemas"]["AiBoundGroup"][];
            /** @description Of this month, by model. */
            costAnalysis: components["schemas"]["AiModelShare"][];
            /** @description The newest first. */
            healthChecks: components["schemas"]["AiHealthCheck"][];
            monthCost: components["schemas"]["Money"];
            /** @description Of the last 24 hours. */
            performance: components["schemas"]["AiPerformance"];
            /** @description By the hour, oldest first. */
            usage24h: components["schemas"]["AiStat"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiAccountDetailsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiAccountDetails"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Everything of an account that people set. The key may be left out when one is changed. */
        AiAccountInput: {
            /** @default shared */
            accountType?: components["schemas"]["AccountType"];
            /** @default null */
            apiEndpoint?: string | null;
            /**
             * @description The provider's API key. Required for a new account; left out, a known one keeps its own.
             * @default null
             */
            apiKey?: string | null;
            /** @default null */
            currentModel?: string | null;
            /**
             * Format: int64
             * @default 0
             */
            dailyLimit?: number;
            /**
             * Format: int32
             * @default 30000
             */
            firstByteTimeoutMs?: number;
            /**
             * Format: int32
             * @default 60000
             */
            idleTimeoutMs?: number;
            /** @default true */
            isEnabled?: boolean;
            /**
             * Format: int32
             * @default 50
             */
            maxConcurrency?: number;
            name: string;
            /**
             * @default {
             *       "cacheWrite": "0",
             *       "cacheWrite1h": null,
             *       "cached": "0",
             *       "call": "0",
             *       "input": "0",
             *       "output": "0"
             *     }
             */
            price?: components["schemas"]["Price"];
            serviceType: components["schemas"]["ServiceType"];
            /** @default [] */
            supportedModels?: string[];
            /**
             * Format: int32
             * @default 600000
             */
            totalTimeoutMs?: number;
            /**
             * Format: int32
             * @default 100
             */
            weight?: number;
        };
        AiAccountPage: {
            list: components["schemas"]["AiAccount"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiAccountPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiAccountPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description What a group's page shows of an account. */
        AiAccountRef: {
            accountType: components["schemas"]["AccountType"];
            /** Format: int64 */
            currentLoad: number;
            /** Format: int64 */
            id: number;
            name: string;
            serviceType: components["schemas"]["ServiceType"];
            status: components["schemas"]["AccountStatus"];
            supportedModels: string[];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiAccountReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiAccount"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiAccountUsed: {
            /** Format: int64 */
            id: number;
            name: string;
            serviceType: components["schemas"]["ServiceType"];
        };
        /** @enum {string} */
        AiAlertMeasure: "daily_tokens" | "monthly_budget";
        AiBinding: {
            /** Format: int32 */
            alertThreshold: number;
            config: components["schemas"]["AiBindingConfig"];
            /** Format: int64 */
            dailyTokenLimit: number;
            /** Format: int64 */
            groupId: number;
            mode: components["schemas"]["AiBindingMode"];
            monthlyBudget?: components["schemas"]["Money"] | null;
            priorityLevel: components["schemas"]["AiPriority"];
            /** Format: int32 */
            warningThreshold: number;
        };
        /** @description What belongs to the mode is read; what belongs to another one is refused. */
        AiBindingConfig: {
            /** @description Of `dedicated`. */
            accounts?: components["schemas"]["AiBoundAccount"][];
            /** @description ... and these when none of them can. */
            fallbackPools?: components["schemas"]["AiPool"][];
            /** @description Of `shared`; every shared account when empty. */
            poolConfig?: components["schemas"]["AiPool"][];
            /** @description Of `hybrid`: these first, in this order ... */
            primaryAccounts?: number[];
        };
        AiBindingInput: {
            /** @default {} */
            bindingConfig?: components["schemas"]["AiBindingConfig"];
            bindingMode: components["schemas"]["AiBindingMode"];
            /** @description The group's quota; left out, it stays. */
            quotaConfig?: components["schemas"]["AiQuotaInput"] | null;
        };
        /** @enum {string} */
        AiBindingMode: "shared" | "dedicated" | "hybrid";
        AiBoundAccount: {
            /** Format: int64 */
            accountId: number;
            /**
             * Format: int32
             * @description Lower goes first.
             * @default 1
             */
            priority?: number;
            /**
             * @description Told in answers; the account's own counts.
             * @default null
             */
            serviceType?: components["schemas"]["ServiceType"] | null;
        };
        AiBoundGroup: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        AiBudgetAlert: {
            /** Format: int64 */
            allowed: number;
            /** Format: int64 */
            groupId: number;
            groupName: string;
            measure: components["schemas"]["AiAlertMeasure"];
            /** Format: int32 */
            percent: number;
            /**
             * Format: date
             * @description The first day of the period.
             */
            period: string;
            /** Format: date-time */
            raisedAt: string;
            /**
             * Format: int64
             * @description Tokens, or micro-units of the currency.
             */
            used: number;
        };
        AiCall: {
            /** Format: int64 */
            accountId: number;
            accountName?: string | null;
            /** Format: date-time */
            at: string;
            /** Format: int16 */
            attempt: number;
            /** Format: int64 */
            cachedTokens: number;
            /**
             * Format: int64
             * @description Of these, for an hour.
             */
            cacheWrite1hTokens: number;
            /** Format: int64 */
            cacheWriteTokens: number;
            charge: components["schemas"]["Money"];
            cost: components["schemas"]["Money"];
            errorCode?: string | null;
            /** Format: int32 */
            firstByteMs?: number | null;
            /** Format: int64 */
            groupId: number;
            groupName?: string | null;
            id: string;
            /** Format: int64 */
            inputTokens: number;
            /** @description Counted here, because the provider did not say. */
            isEstimated: boolean;
            isStream: boolean;
            /** Format: int64 */
            keyId?: number | null;
            /** Format: int32 */
            latencyMs: number;
            modelAsked: string;
            modelUsed: string;
            /** Format: int64 */
            outputTokens: number;
            /** @description Why this account. */
            reason: string;
            requestId: string;
            requestType: string;
            serviceType: string;
            /** @description success, error, timeout, cancelled or unknown. */
            status: string;
            surface: string;
            /** Format: int64 */
            userId?: number | null;
        };
        AiCallPage: {
            list: components["schemas"]["AiCall"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiCallPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiCallPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description 001 §4.2, AI智能问答响应格式, with outcome, citations and degraded added. */
        AiChatAnswer: {
            answer: string;
            citations: components["schemas"]["AiChatCitation"][];
            /** Format: double */
            confidence: number;
            degraded: boolean;
            follow_up_questions: string[];
            interaction_id: string;
            outcome: components["schemas"]["AnswerOutcome"];
            related_articles: components["schemas"]["RelatedArticle"][];
            /**
             * Format: int64
             * @description Milliseconds.
             */
            response_time: number;
            session_id: string;
            suggested_actions: components["schemas"]["SuggestedAction"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiChatAnswerReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiChatAnswer"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiChatCitation: {
            /** Format: int64 */
            article_id: number;
            /** @description Number of the quoted passage in the text of that version. */
            passage: string;
            quote: string;
            title: string;
            /** Format: int32 */
            version: number;
        };
        AiChatContext: {
            /** @description Anything the page knows of the customer; not used by the built-in answerer. */
            customer_context?: {
                [key: string]: unknown;
            } | null;
            /** @default [] */
            previous_questions?: string[];
            /** @description The `session_id` of an earlier answer, to go on with that visit. */
            session_id?: string | null;
            user_role?: string | null;
        };
        AiChatFeedback: {
            helpful?: boolean | null;
            interaction_id: string;
            /** Format: int16 */
            rating?: number | null;
        };
        AiChatInput: {
            /**
             * Format: int64
             * @description The caller's only group, or the tenant's default one, when left out.
             */
            groupId?: number | null;
            /** Format: int64 */
            maxTokens?: number | null;
            messages: components["schemas"]["AiChatMessage"][];
            /** @description The account's current model when left out. */
            model?: string | null;
            serviceType?: components["schemas"]["ServiceType"] | null;
            /** @default false */
            stream?: boolean;
            /** Format: double */
            temperature?: number | null;
        };
        AiChatMessage: {
            content: string;
            role: components["schemas"]["AiChatRole"];
        };
        AiChatOptions: {
            /** Format: float */
            confidence_threshold?: number | null;
            /** @default true */
            include_recommendations?: boolean;
            /**
             * Format: uint8
             * @default 5
             */
            max_results?: number;
        };
        AiChatReply: {
            accountUsed: components["schemas"]["AiAccountUsed"];
            /** @description What the group is charged. */
            cost: components["schemas"]["Money"];
            message: components["schemas"]["AiChatMessage"];
            model: string;
            /** @description Why this account. */
            reason: string;
            usage: components["schemas"]["AiChatUsage"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiChatReplyReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiChatReply"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description 001 §4.2, AI智能问答请求格式. */
        AiChatRequest: {
            context?: components["schemas"]["AiChatContext"];
            options?: components["schemas"]["AiChatOptions"];
            question: string;
        };
        /** @enum {string} */
        AiChatRole: "user" | "assistant" | "system";
        AiChatTurn: {
            answer: string;
            /** Format: double */
            confidence: number;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int16
             * @description 1 to 5, when it was rated.
             */
            helpful_rating?: number | null;
            interaction_id: string;
            outcome: components["schemas"]["AnswerOutcome"];
            question: string;
            session_id: string;
        };
        /** @description The portal's list: the array is `data`, the page stands beside it. */
        AiChatTurnPortalList: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiChatTurn"][];
            message: string;
            pagination: components["schemas"]["PortalPagination"];
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiChatUsage: {
            /** Format: int64 */
            completionTokens: number;
            /** Format: int64 */
            promptTokens: number;
            /** Format: int64 */
            totalTokens: number;
        };
        AiCostAnalysis: {
            breakdown: components["schemas"]["AiModelShare"][];
            /**
             * Format: double
             * @description In per cent; null without a budget.
             */
            budgetUtilization?: number | null;
            /** @description What this month will have cost at its end. */
            costForecast: components["schemas"]["Money"];
            dailyCost: components["schemas"]["Money"];
            monthlyBudget?: components["schemas"]["Money"] | null;
            monthlyCost: components["schemas"]["Money"];
        };
        AiCurrentAccount: {
            breaker: string;
            /** Format: int64 */
            id: number;
            name: string;
            serviceType: components["schemas"]["ServiceType"];
        };
        AiCurrentUsage: {
            /** Format: int64 */
            dailyTokens: number;
            monthlyBudget: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description Of the tighter of the two limits, in per cent; 0 without a limit.
             */
            utilizationRate: number;
        };
        /** @description Nothing to say but that it is done. */
        AiDone: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiDoneReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiDone"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        AiGranularity: "hour" | "day" | "week" | "month";
        AiGroup: {
            /**
             * Format: uint32
             * @description Calls in progress and waiting; of this node.
             */
            activeRequests: number;
            /** Format: int32 */
            alertThreshold: number;
            bindingMode: string;
            /** Format: date-time */
            createdAt: string;
            /** @description ISO 4217, of the budget. */
            currency: string;
            /** @description Who served last; of this node. */
            currentAccount?: string | null;
            /**
             * Format: int64
             * @description 0 = without a limit.
             */
            dailyTokenLimit: number;
            /** Format: int64 */
            dailyUsedTokens: number;
            description: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            keyCount: number;
            kind: components["schemas"]["AiGroupKind"];
            /** Format: int32 */
            maxMembers: number;
            /** Format: int64 */
            memberCount: number;
            monthlyBudget?: components["schemas"]["Money"] | null;
            monthlyUsedBudget: components["schemas"]["Money"];
            name: string;
            priorityLevel: components["schemas"]["AiPriority"];
            /** Format: uint32 */
            queuedRequests: number;
            status: components["schemas"]["AiGroupStatus"];
            sticky: boolean;
            strategy: components["schemas"]["AiStrategy"];
            /** Format: date-time */
            updatedAt: string;
            /** Format: int32 */
            warningThreshold: number;
        };
        AiGroupInput: {
            /** @default  */
            description?: string;
            /**
             * Format: int32
             * @default 5
             */
            maxMembers?: number;
            name: string;
            quota?: components["schemas"]["AiQuotaInput"];
            /** @default active */
            status?: components["schemas"]["AiGroupStatus"];
            /**
             * @description Calls of one conversation go to one account while it is healthy, so that they meet the provider's cache.
             * @default true
             */
            sticky?: boolean;
            /** @default round_robin */
            strategy?: components["schemas"]["AiStrategy"];
        };
        AiGroupKey: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string | null;
            /** Format: int64 */
            groupId: number;
            /** Format: int64 */
            id: number;
            /**
             * Format: date-time
             * @description As of the last call that was booked.
             */
            lastUsedAt?: string | null;
            /** @description Models that it may ask for; all of the group's when empty. */
            models: string[];
            monthlyBudget?: components["schemas"]["Money"] | null;
            name: string;
            /** @description Addresses or networks that it may be used from; everywhere when empty. */
            networks: string[];
            /** @description How the key begins. */
            prefix: string;
            /** Format: int64 */
            replacedBy?: number | null;
            /** Format: date-time */
            revokedAt?: string | null;
            status: components["schemas"]["AiKeyStatus"];
        };
        AiGroupKeyCreated: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string | null;
            /** Format: int64 */
            groupId: number;
            /** Format: int64 */
            id: number;
            /**
             * Format: date-time
             * @description As of the last call that was booked.
             */
            lastUsedAt?: string | null;
            /** @description Models that it may ask for; all of the group's when empty. */
            models: string[];
            monthlyBudget?: components["schemas"]["Money"] | null;
            name: string;
            /** @description Addresses or networks that it may be used from; everywhere when empty. */
            networks: string[];
            /** @description How the key begins. */
            prefix: string;
            /** Format: int64 */
            replacedBy?: number | null;
            /** Format: date-time */
            revokedAt?: string | null;
            /** @description The key itself: shown now and never again. */
            secret: string;
            status: components["schemas"]["AiKeyStatus"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiGroupKeyCreatedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiGroupKeyCreated"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiGroupKeyInput: {
            /** Format: date-time */
            expiresAt?: string | null;
            /** @default [] */
            models?: string[];
            /** @default null */
            monthlyBudget?: components["schemas"]["Money"] | null;
            name: string;
            /** @default [] */
            networks?: string[];
        };
        AiGroupKeyPage: {
            list: components["schemas"]["AiGroupKey"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiGroupKeyPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiGroupKeyPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiGroupKeyRotation: {
            /**
             * Format: int64
             * @description How long the old key works beside the new one.
             * @default 86400
             */
            overlapSeconds?: number;
        };
        AiGroupKind: "normal" | "default" | "portal";
        AiGroupMember: {
            /** Format: date-time */
            joinedAt: string;
            role: components["schemas"]["AiMemberRole"];
            user: components["schemas"]["UserRef"];
        };
        AiGroupMonitor: {
            alerts: components["schemas"]["AiBudgetAlert"][];
            costAnalysis: components["schemas"]["AiCostAnalysis"];
            performance: components["schemas"]["AiPerformance"];
            realTimeStatus: components["schemas"]["AiRealTimeStatus"];
            usageStats: components["schemas"]["AiMonitorUsage"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiGroupMonitorReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiGroupMonitor"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiGroupPage: {
            list: components["schemas"]["AiGroup"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiGroupPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiGroupPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiGroupRank: {
            dailyCost: components["schemas"]["Money"];
            /** Format: int64 */
            groupId: number;
            groupName: string;
            /** Format: int64 */
            requestCount: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiGroupReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiGroup"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        AiGroupStatus: "active" | "inactive";
        AiHealthCheck: {
            /** Format: int64 */
            accountId: number;
            /** Format: date-time */
            checkedAt: string;
            /** @description What the provider said, when it failed. */
            errorMessage: string;
            isHealthy: boolean;
            /** Format: int32 */
            responseTime?: number | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiHealthCheckReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiHealthCheck"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiKeyStatus: ("active" | "expired" | "revoked") | "replaced";
        AiMemberInput: {
            /** @default member */
            role?: components["schemas"]["AiMemberRole"];
            /** Format: int64 */
            userId: number;
        };
        /**
         * @description A member's part in a group.
         * @enum {string}
         */
        AiMemberRole: "admin" | "member";
        /** @description What a mode would cost: the group's tokens of the last 30 days at the prices of the accounts it would draw on. */
        AiModeEstimate: {
            /** @description Null when no account can be drawn on in this mode. */
            estimatedCost?: components["schemas"]["Money"] | null;
            mode: components["schemas"]["AiBindingMode"];
        };
        AiModelShare: {
            /** @description What the groups are charged. */
            cost: components["schemas"]["Money"];
            model: string;
            providerCost: components["schemas"]["Money"];
            /** Format: int64 */
            requests: number;
            serviceType: components["schemas"]["ServiceType"];
            /** Format: int64 */
            tokens: number;
        };
        AiMonitorUsage: {
            thisMonth: components["schemas"]["AiUsageSummary"];
            thisWeek: components["schemas"]["AiUsageSummary"];
            today: components["schemas"]["AiUsageSummary"];
            /** @description The last 14 days. */
            trend: components["schemas"]["AiStat"][];
        };
        AiOverview: {
            accountsByService: components["schemas"]["AiServiceAccounts"][];
            /** Format: int64 */
            activeAccounts: number;
            alerts: components["schemas"]["AiBudgetAlert"][];
            /**
             * Format: int64
             * @description Of today, in milliseconds.
             */
            averageResponseTime: number;
            /** @description What this month will have cost at its end. */
            costForecast: components["schemas"]["Money"];
            currency: string;
            dailyCost: components["schemas"]["Money"];
            /** Format: int64 */
            dailyRequests: number;
            /** Format: int64 */
            dailyTokens: number;
            /**
             * Format: int64
             * @description In use, but failing their checks, or left alone by their breaker because calls failed.
             */
            errorAccounts: number;
            /**
             * Format: int64
             * @description Switched off by people.
             */
            inactiveAccounts: number;
            monthlyBudget?: components["schemas"]["Money"] | null;
            monthlyCost: components["schemas"]["Money"];
            /** Format: int64 */
            monthlyRequests: number;
            /** Format: int64 */
            monthlyTokens: number;
            /**
             * Format: double
             * @description Of today, in per cent.
             */
            successRate: number;
            /** @description The dearest of today first. */
            topGroupsByUsage: components["schemas"]["AiGroupRank"][];
            /** @description The dearest of this month first. */
            topModels: components["schemas"]["AiModelShare"][];
            /** Format: int64 */
            totalAccounts: number;
            /** Format: int64 */
            totalGroups: number;
            /** @description The last 14 days. */
            trend: components["schemas"]["AiStat"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiOverviewReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiOverview"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiPerformance: {
            /**
             * Format: double
             * @description Requests that were served, whether by the first account that was asked or by another.
             */
            availabilityRate: number;
            /**
             * Format: int64
             * @description In milliseconds.
             */
            averageResponseTime: number;
            /** Format: double */
            errorRate: number;
            /**
             * Format: double
             * @description In per cent, like those below.
             */
            successRate: number;
        };
        AiPool: {
            /**
             * Format: int32
             * @description An account of the pool that is busier than this is left to others.
             * @default 100
             */
            maxUsagePercent?: number;
            /**
             * Format: int32
             * @description Lower goes first.
             * @default 1
             */
            priority?: number;
            serviceType: components["schemas"]["ServiceType"];
        };
        /**
         * @description Who goes first when an account is saturated.
         * @enum {string}
         */
        AiPriority: "high" | "medium" | "low";
        /** @description What a group may use, how urgent it is, and when it is warned. */
        AiQuotaInput: {
            /**
             * Format: int32
             * @default 95
             */
            alertThreshold?: number;
            /**
             * Format: int64
             * @description 0 = without a limit.
             * @default 0
             */
            dailyTokenLimit?: number;
            /**
             * @description Null = without a limit.
             * @default null
             */
            monthlyBudget?: components["schemas"]["Money"] | null;
            /** @default medium */
            priorityLevel?: components["schemas"]["AiPriority"];
            /**
             * Format: int32
             * @default 80
             */
            warningThreshold?: number;
        };
        /** @description Of this node. */
        AiRealTimeStatus: {
            /** Format: uint32 */
            activeRequests: number;
            /** @description Who served last. */
            currentAccount?: components["schemas"]["AiCurrentAccount"] | null;
            /**
             * Format: uint64
             * @description Milliseconds until an account that is left alone now is tried again.
             */
            nextSwitchInMs?: number | null;
            /** Format: uint32 */
            queuedRequests: number;
        };
        AiResourceBinding: {
            availableAccounts: components["schemas"]["AiAccountRef"][];
            binding: components["schemas"]["AiBinding"];
            bindingModes: components["schemas"]["AiModeEstimate"][];
            currentUsage: components["schemas"]["AiCurrentUsage"];
            sharedPools: components["schemas"]["AiSharedPool"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiResourceBindingReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiResourceBinding"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiRoute: {
            /**
             * Format: int64
             * @description Null when no account can serve now.
             */
            accountId?: number | null;
            candidates: components["schemas"]["AiRouteCandidate"][];
            mustWait: boolean;
            reason?: components["schemas"]["AiRouteReason"] | null;
            /** @description Why nobody can. */
            refusal?: string | null;
        };
        AiRouteCandidate: {
            /** Format: int64 */
            accountId: number;
            accountName: string;
            /** @description What the call would cost there. */
            estimatedCost: components["schemas"]["Money"];
            /** Format: uint32 */
            inFlight: number;
            /** Format: uint32 */
            maxConcurrency: number;
            /** Format: int32 */
            priority: number;
            serviceType: components["schemas"]["ServiceType"];
            /**
             * Format: uint8
             * @description 0 = primary, 1 = fallback.
             */
            tier: number;
            verdict: components["schemas"]["AiRouteVerdict"];
        };
        /**
         * @description Why it was this one.
         * @enum {string}
         */
        AiRouteReason: "only_one" | "affinity" | "round_robin" | "least_connections" | "weighted" | "lowest_cost" | "lowest_latency";
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiRouteReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiRoute"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Whether a candidate may serve, and why not. */
        AiRouteVerdict: ("usable" | "disabled" | "unhealthy" | "without_model" | "breaker_open" | "over_daily_limit" | "tried") | "saturated" | "unproven" | "above_share";
        AiServiceAccounts: {
            /**
             * Format: int64
             * @description Mean of the accounts', in per cent.
             */
            avgLoad: number;
            /** Format: int64 */
            count: number;
            /**
             * Format: int64
             * @description Those that calls go to now.
             */
            healthyCount: number;
            serviceType: components["schemas"]["ServiceType"];
        };
        AiServiceShare: {
            cost: components["schemas"]["Money"];
            /** Format: int64 */
            requests: number;
            serviceType: components["schemas"]["ServiceType"];
            /** Format: int64 */
            tokens: number;
        };
        AiSettings: {
            /**
             * Format: int32
             * @description What groups are charged of the provider's cost, in ten-thousandths: 10000 = all of it.
             */
            chargeRate: number;
            /**
             * @description ISO 4217; prices and budgets are in it.
             * @example CNY
             */
            currency: string;
            /** @description Of the whole tenant; null = without a limit. */
            monthlyBudget?: components["schemas"]["Money"] | null;
            /**
             * Format: int32
             * @description Where days and months begin, in minutes from UTC.
             */
            utcOffsetMinutes: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiSettingsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiSettings"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiSharedPool: {
            /** @description Of a million tokens, half of them read and half written; mean of the accounts'. */
            averageCost: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description Mean of the accounts', in per cent.
             */
            currentLoad: number;
            /** Format: int64 */
            healthyAccounts: number;
            serviceType: components["schemas"]["ServiceType"];
            /** Format: int64 */
            totalAccounts: number;
        };
        /** @enum {string} */
        AiSplitBy: "group" | "user" | "key" | "account" | "model" | "service";
        /** @description One row of a split: who or what, and its part. */
        AiSplitRow: {
            cost: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description Of the group, user, key or account; null for models and services, and for calls that name none.
             */
            id?: number | null;
            name: string;
            providerCost: components["schemas"]["Money"];
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            tokens: number;
        };
        AiStat: {
            /**
             * Format: int64
             * @description In milliseconds.
             */
            averageResponseTime: number;
            breakdown: components["schemas"]["AiServiceShare"][];
            /** @description Its beginning in the tenant's time: `2026-11-28T13:00`, `2026-11-28` or `2026-11`. */
            period: string;
            /** @description What the providers take. */
            providerCost: components["schemas"]["Money"];
            /**
             * Format: double
             * @description In per cent.
             */
            successRate: number;
            /** @description What the group is charged. */
            totalCost: components["schemas"]["Money"];
            /** Format: int64 */
            totalRequests: number;
            /** Format: int64 */
            totalTokens: number;
        };
        /**
         * @description How one of several accounts is chosen.
         * @enum {string}
         */
        AiStrategy: "round_robin" | "least_connections" | "weighted" | "lowest_cost" | "lowest_latency";
        /** @description The month that runs, whatever range was asked for. */
        AiUsageMonth: {
            /** @description Of the group, or of the tenant when everything is asked for; null without a limit. */
            budget?: components["schemas"]["Money"] | null;
            cost: components["schemas"]["Money"];
            /** @description ISO 4217; all amounts are in it. */
            currency: string;
            /** Format: date-time */
            endsAt: string;
            /** @description What the month will have cost at its end. */
            forecast: components["schemas"]["Money"];
            /** Format: date-time */
            startsAt: string;
        };
        AiUsageOverall: {
            /** @description Hours of the day in the tenant's time, the busiest first. */
            peakHours: number[];
            providerCost: components["schemas"]["Money"];
            /** @description The dearest first. */
            topModels: string[];
            totalCost: components["schemas"]["Money"];
            /** Format: int64 */
            totalRequests: number;
            /** Format: int64 */
            totalTokens: number;
        };
        AiUsageStats: {
            month: components["schemas"]["AiUsageMonth"];
            stats: components["schemas"]["AiStat"][];
            summary: components["schemas"]["AiUsageOverall"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AiUsageStatsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiUsageStats"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AiUsageSummary: {
            cost: components["schemas"]["Money"];
            providerCost: components["schemas"]["Money"];
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            tokens: number;
        };
        Answer: {
            answer: string;
            citations: components["schemas"]["AnswerCitation"][];
            /**
             * Format: double
             * @description Share of answers with this figure that turn out right.
             */
            confidence: number;
            degraded: boolean;
            outcome: components["schemas"]["AnswerOutcome"];
            related: components["schemas"]["ArticleHit"][];
            /** Format: int64 */
            tookMs: number;
        };
        /** @description A quoted sentence and where it stands. */
        AnswerCitation: {
            /** Format: int64 */
            articleId: number;
            quote: string;
            title: string;
            /** Format: int32 */
            version: number;
        };
        AnswerFeedback: {
            /** @default  */
            content?: string;
            status: components["schemas"]["FeedbackStatus"];
        };
        /** @enum {string} */
        AnswerOutcome: "answered" | "related" | "none";
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AnswerReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Answer"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description One metered request. */
        ApiCall: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            id: number;
            ip?: string | null;
            /** Format: double */
            latencyMs: number;
            method: string;
            path: string;
            /** @description `user/3`, `customer/9`, `api_key/2` or `anonymous`. */
            principal: string;
            /** Format: int64 */
            requestBytes: number;
            requestId: string;
            /** Format: int64 */
            responseBytes: number;
            /** @description The declared path, such as `/api/v1/tickets/{id}`. */
            route: string;
            /** Format: int16 */
            status: number;
            /**
             * Format: int64
             * @description Null when the caller was not signed in.
             */
            tenantId?: number | null;
            tenantName?: string | null;
        };
        ApiCallPage: {
            list: components["schemas"]["ApiCall"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ApiCallPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ApiCallPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        ApiKey: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string | null;
            /** Format: int64 */
            id: number;
            /**
             * Format: date-time
             * @description To the minute.
             */
            lastUsedAt?: string | null;
            name: string;
            permissions: string[];
            /** @description How the key begins. */
            prefix: string;
            /** Format: date-time */
            revokedAt?: string | null;
        };
        ApiKeyCreated: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string | null;
            /** Format: int64 */
            id: number;
            /**
             * Format: date-time
             * @description To the minute.
             */
            lastUsedAt?: string | null;
            name: string;
            permissions: string[];
            /** @description How the key begins. */
            prefix: string;
            /** Format: date-time */
            revokedAt?: string | null;
            /** @description The key itself: shown now and never again. */
            secret: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ApiKeyCreatedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ApiKeyCreated"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        ApiKeyPage: {
            list: components["schemas"]["ApiKey"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ApiKeyPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ApiKeyPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description The customer of an application, as it is now. */
        ApplicationCustomer: {
            /** Format: int64 */
            id: number;
            name: string;
            organization?: components["schemas"]["OrganizationRef"] | null;
            /** @description Masked. */
            phone?: string | null;
            profile: components["schemas"]["Profile"];
            vip: boolean;
        };
        /** @enum {string} */
        ApplicationStatus: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
        AppPath: {
            app: components["schemas"]["SignInApp"];
        };
        ApproveArchive: {
            /** @description May be empty. */
            opinion: string;
            /**
             * Format: int32
             * @description The version that the reviewer saw.
             */
            version?: number | null;
        };
        /** @description A tenant's app, without its secret. */
        AppSettings: {
            app: components["schemas"]["SignInApp"];
            appId: string;
            enabled: boolean;
            /** Format: date-time */
            updatedAt: string;
        };
        AppToSave: {
            appId: string;
            enabled: boolean;
            /** @description The one that is kept stays when this is left out. */
            secret?: string | null;
        };
        ArchiveApplication: {
            /** Format: date-time */
            createdAt: string;
            createdBy?: components["schemas"]["UserRef"] | null;
            customer: components["schemas"]["ApplicationCustomer"];
            /** Format: date-time */
            decidedAt?: string | null;
            decidedBy?: components["schemas"]["UserRef"] | null;
            /** Format: int64 */
            id: number;
            note: string;
            opinion?: string | null;
            /** @description The organization that was picked, as it is now. */
            organization?: components["schemas"]["Organization"] | null;
            /** @description Of the organization that it asks for, picked or new. */
            organizationName?: string | null;
            /** @description What it asks for; contact data masked. */
            proposal: components["schemas"]["ArchiveProposal"];
            /** @description What happened to it, newest first. */
            records: components["schemas"]["ArchiveRecord"][];
            status: components["schemas"]["ApplicationStatus"];
            /** Format: date-time */
            submittedAt?: string | null;
            /** @description The teams that it asks for, by name. */
            teams: components["schemas"]["TeamRef"][];
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: int32
             * @description To be sent along by who goes on with it.
             */
            version: number;
        };
        ArchiveApplicationCard: {
            /** Format: date-time */
            createdAt: string;
            createdBy?: components["schemas"]["UserRef"] | null;
            customer: components["schemas"]["ApplicationCustomer"];
            /** Format: date-time */
            decidedAt?: string | null;
            decidedBy?: components["schemas"]["UserRef"] | null;
            /** Format: int64 */
            id: number;
            note: string;
            opinion?: string | null;
            /** @description Of the organization that it asks for, picked or new. */
            organizationName?: string | null;
            status: components["schemas"]["ApplicationStatus"];
            /** Format: date-time */
            submittedAt?: string | null;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: int32
             * @description To be sent along by who goes on with it.
             */
            version: number;
        };
        ArchiveApplicationCardPage: {
            list: components["schemas"]["ArchiveApplicationCard"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ArchiveApplicationCardPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArchiveApplicationCardPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        ArchiveApplicationDiscarded: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ArchiveApplicationDiscardedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArchiveApplicationDiscarded"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        ArchiveApplicationFilter: {
            /**
             * Format: int64
             * @default null
             */
            customerId?: number | null;
            /**
             * @description Only those of the caller.
             * @default null
             */
            mine?: boolean | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of the customer's name. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            status?: components["schemas"]["ApplicationStatus"] | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ArchiveApplicationReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArchiveApplication"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        ArchiveCustomer: {
            /** @description The organization to be made, when it is not known yet. */
            newOrganization?: components["schemas"]["NewOrganization"] | null;
            /**
             * @description A word to the reviewer.
             * @default
             */
            note?: string;
            /**
             * Format: int64
             * @description The organization that the person belongs to. Neither this nor a new one: the customer's own stays.
             */
            organizationId?: number | null;
            /**
             * @description What is to be known about the person; a field left out stays as the customer, or the draft, has it.
             * @default {
             *       "department": null,
             *       "duty": null,
             *       "email": null,
             *       "emergencyPhone": null,
             *       "gender": null,
             *       "landline": null,
             *       "name": null,
             *       "phone": null,
             *       "position": null
             *     }
             */
            person?: components["schemas"]["ArchivePerson"];
            /**
             * @description The teams that shall serve the customer once on file; at most one primary at a time.
             * @default []
             */
            relations?: components["schemas"]["ArchiveRelation"][];
            /** @description Hands the application in; otherwise it is kept as a draft. */
            submit: boolean;
            /**
             * Format: int32
             * @description Of the draft, or the rejected application, that the editor saw; left out when there was none.
             */
            version?: number | null;
        };
        /** @description What is to be known about the person; a field left out stays as the customer has it. */
        ArchivePerson: {
            department?: string | null;
            /** @description The business modules that it looks after. */
            duty?: string | null;
            /** Format: email */
            email?: string | null;
            emergencyPhone?: string | null;
            gender?: components["schemas"]["Gender"] | null;
            landline?: string | null;
            name?: string | null;
            phone?: string | null;
            position?: string | null;
        };
        /** @description What an application asks for. */
        ArchiveProposal: {
            /** @description The organization to be made instead. */
            newOrganization?: components["schemas"]["NewOrganization"] | null;
            /**
             * Format: int64
             * @description The organization that was picked.
             */
            organizationId?: number | null;
            person: components["schemas"]["ArchivePerson"];
            /**
             * @description The teams that shall serve the customer.
             * @default []
             */
            relations?: components["schemas"]["ArchiveRelation"][];
        };
        /** @description Something that happened to a profile. */
        ArchiveRecord: {
            /** @description Who did it; none when the program or a key did. */
            actor?: components["schemas"]["UserRef"] | null;
            actorName: string;
            /** Format: int64 */
            applicationId?: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: int64 */
            customerId: number;
            /** @description As it was then, like all names here. */
            customerName: string;
            fromOrganization?: string | null;
            fromProfile: components["schemas"]["Profile"];
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["ArchiveRecordKind"];
            /** @description Opinion or reason. */
            note: string;
            /**
             * Format: int64
             * @description Of a merge: the customer that is no more; of a split: the other of the two.
             */
            otherCustomerId?: number | null;
            otherCustomerName?: string | null;
            /** @description What a submitted application asked for; contact data masked. */
            proposal?: components["schemas"]["ArchiveProposal"] | null;
            toOrganization?: string | null;
            toProfile: components["schemas"]["Profile"];
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        ArchiveRecordFilter: {
            /**
             * Format: int64
             * @default null
             */
            customerId?: number | null;
            kind?: components["schemas"]["ArchiveRecordKind"] | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of a name. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        /** @enum {string} */
        ArchiveRecordKind: "submitted" | "approved" | "rejected" | "withdrawn" | "converted" | "transferred" | "merged" | "split" | "deleted";
        ArchiveRecordPage: {
            list: components["schemas"]["ArchiveRecord"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ArchiveRecordPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArchiveRecordPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description A team that shall serve the customer once on file (003 §3.3.1). */
        ArchiveRelation: {
            /** @default [] */
            businessTypes?: string[];
            priority: components["schemas"]["RelationPriority"];
            /** @default [] */
            problemTypes?: string[];
            /**
             * Format: int32
             * @description Among the secondary teams, the smaller one is asked first.
             * @default 1
             */
            rank?: number;
            /**
             * @description Makes another team secondary that is primary at that time, instead of refusing.
             * @default false
             */
            replacePrimary?: boolean;
            /** Format: int64 */
            teamId: number;
            /**
             * Format: date-time
             * @description Now, or as it was, when left out.
             */
            validFrom?: string | null;
            /**
             * Format: date-time
             * @description Left out = until somebody ends it.
             */
            validUntil?: string | null;
        };
        ArchiveSettings: {
            /** @description Whether a supervisor looks at an application before it takes effect; without, submitting approves. */
            reviewRequired: boolean;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ArchiveSettingsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArchiveSettings"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Where the newest application of a customer stands. */
        ArchiveStage: ("draft" | "submitted" | "rejected" | "withdrawn") | "none";
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_AgentStateReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AgentState"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_AiGroupMemberReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiGroupMember"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_AiSplitRowReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AiSplitRow"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_AppSettingsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AppSettings"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_ArticleHitReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArticleHit"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_ArticleVersionReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArticleVersion"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_AssignmentRecordReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AssignmentRecord"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_BoundAccountReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["BoundAccount"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_CategoryReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Category"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_ChannelSenderReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ChannelSender"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_DepartmentNodeReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["DepartmentNode"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_DictionaryItemReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["DictionaryItem"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_DictionaryReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Dictionary"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_FollowUpReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["FollowUp"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_OrganizationMatchReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["OrganizationMatch"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_PermissionInfoReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PermissionInfo"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_PermissionNodeReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PermissionNode"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_QuickReplyReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["QuickReply"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_RecommendedTeamReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RecommendedTeam"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_RegistrationLinkReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RegistrationLink"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_RelationChangeReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RelationChange"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_RelationReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Relation"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_SignInReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SignIn"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_stringReply: {
            /** Format: uint16 */
            code: number;
            data: string[];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_TrendingKeywordReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TrendingKeyword"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        Array_of_UserRefReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["UserRef"][];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Article: {
            audience: components["schemas"]["ArticleAudience"];
            author?: components["schemas"]["UserRef"] | null;
            /** @description Markdown. */
            body: string;
            /** Format: int64 */
            categoryId?: number | null;
            categoryName?: string | null;
            /** Format: int64 */
            helpful: number;
            /** @description Made of the body, sanitised. */
            html: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            publishedAt?: string | null;
            related: components["schemas"]["ArticleCard"][];
            status: components["schemas"]["ArticleStatus"];
            summary: string;
            tags: string[];
            title: string;
            /** Format: int64 */
            unhelpful: number;
            /** Format: date-time */
            updatedAt: string;
            /** Format: int32 */
            version: number;
            /** Format: int64 */
            views: number;
        };
        /** @description Who may find and read it. */
        ArticleAudience: "public" | "internal";
        ArticleCard: {
            audience: components["schemas"]["ArticleAudience"];
            /** Format: int64 */
            categoryId?: number | null;
            categoryName?: string | null;
            /** Format: int64 */
            helpful: number;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            publishedAt?: string | null;
            status: components["schemas"]["ArticleStatus"];
            summary: string;
            tags: string[];
            title: string;
            /** Format: int64 */
            unhelpful: number;
            /** Format: date-time */
            updatedAt: string;
            /** Format: int32 */
            version: number;
            /** Format: int64 */
            views: number;
        };
        ArticleCardPage: {
            list: components["schemas"]["ArticleCard"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ArticleCardPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ArticleCardPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        ArticleHit: {
            categoryName?: string | null;
            /** Format: int64 */
            id: number;
            /**
             * Format: double
             * @description 0 to 1, against the best there could be.
             */
            relevance: number;
            /** @description The part of the text that matches; escaped, with `<mark>`. */
            snippet: string;
            title: string;
            /** @description Escaped, with `<mark>` around what matches. */
            titleHighlighted: string;
            /** Format: int32 */
            version: number;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        ArticleQuery: {
            /** Format: int64 */
            categoryId?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of the title. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            sort?: components["schemas"]["ArticleSort"] | null;
            status?: components["schemas"]["ArticleStatus"] | null;
            tag?: string | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ArticleReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Article"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        ArticleSort: ("-updatedAt" | "updatedAt" | "-views" | "-publishedAt" | "title") | "id";
        /** @enum {string} */
        ArticleStatus: "draft" | "published" | "unpublished" | "archived";
        ArticleVersion: {
            body: string;
            /** Format: date-time */
            createdAt: string;
            editor?: components["schemas"]["UserRef"] | null;
            title: string;
            /** Format: int32 */
            version: number;
        };
        ArticleVote: {
            helpful: boolean;
        };
        Asked: {
            /** Format: int64 */
            maxTokens?: number | null;
            model?: string | null;
            serviceType?: components["schemas"]["ServiceType"] | null;
        };
        AskForCode: {
            phone: string;
            /** @description The tenant's slug; the deployment's default tenant without one. */
            tenant?: string | null;
        };
        Assign: {
            /** @default  */
            reason?: string;
            /** Format: int64 */
            userId: number;
        };
        AssignmentKind: "auto" | "assign" | "reassign" | "takeover" | "transfer" | "claim" | "requeue";
        /** @description One change of hands. */
        AssignmentRecord: {
            /** Format: date-time */
            at: string;
            /** @description Who did it; nobody when the system did. */
            by?: components["schemas"]["UserRef"] | null;
            /** @description What the assigner saw. */
            explain?: {
                [key: string]: unknown;
            } | null;
            fromUser?: components["schemas"]["UserRef"] | null;
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["AssignmentKind"];
            /** @description Free text when a person gave it; a code such as `auto.least_loaded` when the system decided. */
            reason: string;
            toUser?: components["schemas"]["UserRef"] | null;
        };
        AssignmentSettings: {
            /** @default auto */
            acceptMode?: components["schemas"]["AcceptMode"];
            /**
             * Format: int64
             * @description Where a conversation waits that names no team; `null` = it waits for any agent.
             */
            defaultTeamId?: number | null;
            /**
             * Format: int32
             * @description Minutes after which a conversation ends in which the customer does not answer; `null` = never.
             * @default 30
             */
            idleMinutes?: number | null;
            /**
             * Format: int32
             * @description How many conversations a new agent serves at once.
             */
            maxSessionsDefault: number;
            /** @description For conversations without a team; a team has its own. */
            strategy: components["schemas"]["Strategy"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AssignmentSettingsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AssignmentSettings"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        AssignTicket: {
            /** @default  */
            reason?: string;
            /** Format: int64 */
            userId: number;
        };
        AuditEvent: {
            /** @description `noun.verb`. */
            action: string;
            /** Format: int64 */
            actorId?: number | null;
            /** @description `user`, `customer`, `api_key` or `system`. */
            actorKind: string;
            actorName: string;
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description Its number in the tenant's trail, without gaps.
             */
            id: number;
            ip?: string | null;
            target: string;
            traceId: string;
        };
        AuditEventPage: {
            list: components["schemas"]["AuditEvent"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AuditEventPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AuditEventPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        AuditFilter: {
            /** @description An action, or the beginning of one: `user`, `user.lock`. */
            action?: string | null;
            /** @description A part of the actor's name. */
            actor?: string | null;
            /**
             * Format: int64
             * @description The last id of the page before: the next ones are older.
             * @default null
             */
            after?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        AuthorizeUrl: {
            url: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        AuthorizeUrlReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["AuthorizeUrl"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        AuthorKind: "user" | "customer" | "system";
        BatchAssign: {
            /** @default  */
            reason?: string;
            sessionIds: number[];
            /** Format: int64 */
            userId: number;
        };
        BatchAssignTickets: {
            /** @default  */
            reason?: string;
            ticketIds: number[];
            /** Format: int64 */
            userId: number;
        };
        BatchBound: {
            /** @description The new relations. */
            created: number[];
            failed: components["schemas"]["BatchFailure2"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        BatchBoundReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["BatchBound"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        BatchFailure: {
            /**
             * Format: uint32
             * @description A number of the error registry.
             */
            code: number;
            /** Format: int64 */
            id: number;
            message: string;
        };
        /** @description A customer that could not be bound, and why. */
        BatchFailure2: {
            /**
             * Format: uint32
             * @description A number of the error registry.
             */
            code: number;
            /** Format: int64 */
            customerId: number;
            message: string;
        };
        /** @description The terms as an editor sends them. */
        BatchRelations: {
            /** @default [] */
            businessTypes?: string[];
            customerIds: number[];
            priority: components["schemas"]["RelationPriority"];
            /** @default [] */
            problemTypes?: string[];
            /**
             * Format: int32
             * @description Among the secondary teams, the smaller one is asked first.
             * @default 1
             */
            rank?: number;
            /** @default  */
            reason?: string;
            /**
             * @description Makes another team secondary that is primary at that time, instead of refusing.
             * @default false
             */
            replacePrimary?: boolean;
            /** Format: int64 */
            teamId: number;
            /**
             * Format: date-time
             * @description Now, or as it was, when left out.
             */
            validFrom?: string | null;
            /**
             * Format: date-time
             * @description Left out = until somebody ends it.
             */
            validUntil?: string | null;
        };
        /** @description What became of each conversation of a batch. */
        BatchResult: {
            assigned: number[];
            failed: components["schemas"]["BatchFailure"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        BatchResultReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["BatchResult"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        BeginSession: {
            channel?: components["schemas"]["CustomerChannel"];
            /** @description The first message's own id: with it, repeating the request sends the text once. */
            clientMessageId?: string | null;
            /** Format: int64 */
            teamId?: number | null;
            /** @description Sent as the first message. */
            text?: string | null;
            topic?: string | null;
        };
        /** @description An account of a provider that is bound to a user. */
        BoundAccount: {
            /** Format: date-time */
            boundAt: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            lastUsedAt?: string | null;
            /** @description As the provider calls the person. */
            name: string;
            provider: components["schemas"]["Provider"];
        };
        /** @enum {string} */
        BulkAction: "enable" | "disable" | "delete" | "healthCheck";
        /** @description What every team of a tenant has in common. */
        Calendar: {
            /** @description In the order of their dates. */
            days: components["schemas"]["CalendarDay"][];
            /** @description IANA name, like `Asia/Shanghai`. */
            timeZone: string;
            /**
             * Format: int32
             * @description Rises with every change; 0 = nobody has set it yet.
             */
            version: number;
        };
        /** @description A day that is not like its weekday. */
        CalendarDay: {
            /** Format: date */
            date: string;
            /**
             * @description A make-up day's own hours, for every team that follows the calendar; none = as on `likeWeekday`.
             * @default []
             */
            intervals?: components["schemas"]["Interval"][];
            kind: components["schemas"]["DayKind"];
            /**
             * Format: int16
             * @description 1 = Monday (also when left out) to 7 = Sunday: whose hours each team works on a make-up day.
             */
            likeWeekday?: number | null;
            name: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CalendarReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Calendar"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        CallFilter: {
            /**
             * Format: int64
             * @description Only calls before this id: the cursor of a long feed.
             */
            before?: number | null;
            method?: string | null;
            /**
             * Format: int64
             * @description Only calls that took at least this many milliseconds.
             */
            minMs?: number | null;
            /** @description Part of the path. */
            q?: string | null;
            /** Format: int64 */
            size?: number | null;
            /**
             * Format: int16
             * @description 2 to 5: the first digit of the status.
             */
            statusClass?: number | null;
            /**
             * Format: int64
             * @description Only this tenant's calls.
             */
            tenantId?: number | null;
        };
        Category: {
            /**
             * Format: int64
             * @description Published articles that the reader may see.
             */
            articleCount: number;
            description?: string | null;
            icon?: string | null;
            /** Format: int64 */
            id: number;
            name: string;
            nameEn?: string | null;
            /** Format: int64 */
            parentId?: number | null;
            slug: string;
            /** Format: int32 */
            sort: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CategoryReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Category"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        CategorySearchQuery: {
            /** Format: int64 */
            category_id: number;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            q: string;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        ChangeKind: ("created" | "changed" | "ended") | "moved" | "reminded";
        ChangePassword: {
            /** @description 8 to 128 characters. */
            newPassword: string;
            oldPassword: string;
        };
        /**
         * @description By which way a message leaves.
         * @enum {string}
         */
        Channel: "mail" | "sms" | "wecom" | "dingtalk";
        Channel2: ("portal" | "h5" | "widget") | "agent";
        ChannelPath: {
            channel: components["schemas"]["Channel"];
        };
        /** @description A channel, and by what it sends: a provider, the operator's mail server, or nothing (the outbox keeps it). */
        ChannelSender: {
            /** @description The operator's mail server sends it. */
            byMailServer: boolean;
            channel: components["schemas"]["Channel"];
            sender?: components["schemas"]["SenderKind"] | null;
            settings?: components["schemas"]["SenderSettings"] | null;
            /** Format: date-time */
            updatedAt?: string | null;
        };
        Claim: {
            ticket: string;
        };
        CloseReason: ("agent" | "customer" | "idle") | "abandoned";
        CloseSession: {
            /** @description What it was about and how it ended (服务小结). */
            summary?: string | null;
            /** @default [] */
            tags?: string[];
        };
        /** @description What the provider appended to the address of the callback. */
        CodeAndState: {
            code: string;
            state: string;
        };
        CodePath: {
            code: string;
        };
        /** @description What is said of a code that was asked for, whether or not one is on its way. */
        CodeSent: {
            /**
             * Format: int64
             * @description Seconds that the code is good for.
             */
            expiresIn: number;
            /**
             * Format: int64
             * @description Seconds until the phone may get another.
             */
            resendIn: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CodeSentReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["CodeSent"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Condition: {
            /** @constant */
            field: "vip";
            is: boolean;
        } | {
            /** @constant */
            field: "profile";
            is: components["schemas"]["Profile"];
        } | {
            /** @constant */
            field: "region";
            is: string;
        } | {
            /** @constant */
            field: "organization";
            /** Format: int64 */
            id: number;
        } | {
            /** @constant */
            field: "tag";
            has: string;
        } | {
            /** @constant */
            field: "registered";
            when: components["schemas"]["When"];
        } | {
            /** @constant */
            field: "last_seen";
            when: components["schemas"]["When"];
        } | {
            /** Format: uint16 */
            atLeast: number;
            /** @constant */
            field: "sessions";
            /** Format: uint16 */
            withinDays: number;
        } | {
            /** Format: uint16 */
            atLeast: number;
            /** @constant */
            field: "tickets";
            /** Format: uint16 */
            withinDays: number;
        } | {
            /** Format: int16 */
            atMost: number;
            /** @constant */
            field: "rated";
            /** Format: uint16 */
            withinDays: number;
        };
        ConfirmMfa: {
            /** @description Six digits. */
            code: string;
        };
        ContactInfo: {
            email?: string | null;
            phone?: string | null;
        };
        ConvertCustomer: {
            /** @description Why, for the record; may be empty. */
            note: string;
        };
        Customer: {
            /** @description What the tenant's own books call it. */
            code?: string | null;
            /** Format: date-time */
            createdAt: string;
            department?: string | null;
            /** @description The business modules that it looks after. */
            duty?: string | null;
            /** @description Masked: `w***@example.com`. */
            email?: string | null;
            /** @description Masked, likewise. */
            emergencyPhone?: string | null;
            gender?: components["schemas"]["Gender"] | null;
            /** Format: int64 */
            id: number;
            /** @description Masked, likewise. */
            landline?: string | null;
            /** Format: date-time */
            lastSeenAt?: string | null;
            name: string;
            note?: string | null;
            organization?: components["schemas"]["OrganizationRef"] | null;
            /** @description Masked: `138****0001`. */
            phone?: string | null;
            position?: string | null;
            profile: components["schemas"]["Profile"];
            /** Format: int64 */
            sessionCount: number;
            tags: string[];
            /** Format: int64 */
            ticketCount: number;
            /**
             * Format: int32
             * @description Counts changes of the profile; a change that names an older one is refused.
             */
            version: number;
            vip: boolean;
        };
        /** @description How much there is of a customer. */
        CustomerBelongings: {
            /** Format: int64 */
            archiveRecords: number;
            /** Format: int64 */
            dataExports: number;
            /** Format: int64 */
            feedback: number;
            /**
             * Format: int64
             * @description Bytes of the files.
             */
            fileBytes: number;
            /** Format: int64 */
            files: number;
            /** Format: int64 */
            followUps: number;
            /** Format: int64 */
            letters: number;
            /**
             * Format: int64
             * @description Customers that turned out to be this one.
             */
            merged: number;
            /** Format: int64 */
            messages: number;
            /** Format: int64 */
            relations: number;
            /** Format: int64 */
            selfServiceVisits: number;
            /** Format: int64 */
            sessions: number;
            /** Format: int64 */
            signIns: number;
            /** Format: int64 */
            tickets: number;
        };
        /**
         * @description Where a customer writes from.
         * @enum {string}
         */
        CustomerChannel: "portal" | "h5" | "widget";
        /** @enum {string} */
        CustomerColumn: "code" | "name" | "gender" | "phone" | "email" | "landline" | "emergencyPhone" | "organization" | "creditCode" | "region" | "industry" | "position" | "department" | "duty" | "vip" | "profile" | "tags" | "note" | "lastSeenAt" | "createdAt";
        CustomerDeleted: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CustomerDeletedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["CustomerDeleted"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        CustomerExport: {
            /** @description In their order; all when left out. */
            columns?: components["schemas"]["CustomerColumn"][] | null;
            format: components["schemas"]["ExportFormat"];
            /** Format: int64 */
            organizationId?: number | null;
            profile?: components["schemas"]["Profile"] | null;
            /** @description Part of the name, or the whole phone number. */
            q?: string | null;
            /**
             * @description Contact data in full; needs `customers:reveal` too.
             * @default false
             */
            reveal?: boolean;
            /**
             * Format: int64
             * @description Only who is in this segment now.
             */
            segmentId?: number | null;
            vip?: boolean | null;
        };
        /** @description An import in a list. */
        CustomerImport: {
            /**
             * Format: int64
             * @description Of the file.
             */
            bytes: number;
            columns: components["schemas"]["ImportColumn"][];
            counts: components["schemas"]["ImportCounts"];
            /** Format: date-time */
            createdAt: string;
            createdBy?: components["schemas"]["UserRef"] | null;
            /** @description Why the file could not be read on. */
            failure?: string | null;
            fileName: string;
            /** Format: date-time */
            finishedAt?: string | null;
            /** Format: int64 */
            id: number;
            /** @description What was wrong with how many rows, most first. */
            issues: components["schemas"]["IssueCount"][];
            /** @description Whether the caller may see the rows: it sent the file, or may reveal contact data. */
            maySeeRows: boolean;
            /** @description What a new customer becomes when its row does not say. */
            newProfile: components["schemas"]["Profile"];
            onExisting: components["schemas"]["OnExisting"];
            /**
             * Format: int64
             * @description An import that took in the same file before.
             */
            sameFileAs?: number | null;
            status: components["schemas"]["CustomerImportStatus"];
        };
        /** @description An import in a list. */
        CustomerImportCard: {
            counts: components["schemas"]["ImportCounts"];
            /** Format: date-time */
            createdAt: string;
            createdBy?: components["schemas"]["UserRef"] | null;
            fileName: string;
            /** Format: date-time */
            finishedAt?: string | null;
            /** Format: int64 */
            id: number;
            onExisting: components["schemas"]["OnExisting"];
            status: components["schemas"]["CustomerImportStatus"];
        };
        CustomerImportCardPage: {
            list: components["schemas"]["CustomerImportCard"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CustomerImportCardPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["CustomerImportCardPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        CustomerImportPlan: {
            /** @description What each column of the file is, in their order; null leaves one out. Left out, as it was recognised. */
            mapping?: (components["schemas"]["ImportField"] | null)[] | null;
            /** @description What a new customer becomes when its row does not say: `temporary` or `formal`, which it is when left out. */
            newProfile?: components["schemas"]["Profile"] | null;
            /**
             * @description What to do with rows whose customer is known by its code, phone or e-mail.
             * @default skip
             */
            onExisting?: components["schemas"]["OnExisting"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CustomerImportReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["CustomerImport"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        CustomerImportRowFilter: {
            code?: components["schemas"]["ImportIssueCode"] | null;
            outcome?: components["schemas"]["ImportRowOutcome"] | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        /** @enum {string} */
        CustomerImportStatus: "uploaded" | "checking" | "checked" | "running" | "done" | "cancelled" | "failed";
        CustomerImportTemplate: {
            /** @description `csv`, or `xlsx` when left out. */
            format?: components["schemas"]["ImportFileKind"] | null;
        };
        CustomerPage: {
            list: components["schemas"]["Customer"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CustomerPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["CustomerPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        CustomerRef: {
            /** Format: int64 */
            id: number;
            name: string;
            organization?: components["schemas"]["OrganizationRef"] | null;
            vip: boolean;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CustomerReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Customer"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description The latest of each, newest first. */
        CustomerServices: {
            sessions: components["schemas"]["Session"][];
            tickets: components["schemas"]["TicketCard"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CustomerServicesReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["CustomerServices"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        CustomerTags: {
            tags: string[];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        CustomerTagsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["CustomerTags"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        DataExport: {
            /** Format: int64 */
            customerId: number;
            /**
             * Format: date-time
             * @description When it can no longer be fetched.
             */
            expiresAt?: string | null;
            /** Format: date-time */
            finishedAt?: string | null;
            /** Format: int64 */
            id: number;
            /** @description Whether the caller asked for it, and so may fetch it. */
            isMine: boolean;
            /** Format: date-time */
            requestedAt: string;
            requestedBy: components["schemas"]["UserRef"];
            /**
             * Format: int64
             * @description Bytes, once it is ready.
             */
            size?: number | null;
            status: components["schemas"]["ExportStatus"];
        };
        DataExportPage: {
            list: components["schemas"]["DataExport"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        DataExportPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["DataExportPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        DataExportReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["DataExport"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        DayKind: "holiday" | "workday";
        /** @description Nothing to say but that it is done. */
        Deleted: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        DeletedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Deleted"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Department: {
            /** Format: int64 */
            id: number;
            leader?: components["schemas"]["UserRef"] | null;
            name: string;
            /** Format: int64 */
            parentId?: number | null;
            /**
             * Format: int32
             * @description Place among its siblings, from 0.
             */
            position: number;
            /**
             * Format: int64
             * @description People of its own, without those below.
             */
            userCount: number;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        DepartmentFilter: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description A part of the name. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        DepartmentNode: {
            children: components["schemas"]["DepartmentNode"][];
            /** Format: int64 */
            id: number;
            leader?: components["schemas"]["UserRef"] | null;
            name: string;
            /** Format: int64 */
            parentId?: number | null;
            /**
             * Format: int32
             * @description Place among its siblings, from 0.
             */
            position: number;
            /**
             * Format: int64
             * @description People with those of all departments below.
             */
            totalUserCount: number;
            /**
             * Format: int64
             * @description People of its own, without those below.
             */
            userCount: number;
        };
        DepartmentPage: {
            list: components["schemas"]["Department"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        DepartmentPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["DepartmentPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        DepartmentRef: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        DepartmentReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Department"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description What a browser says it is; enough to recognise one's own. */
        Device: {
            /** @description `Chrome`, `Firefox`, `WeChat` ..., or how another program calls itself. */
            browser?: string | null;
            mobile: boolean;
            /** @description `Windows`, `macOS`, `iOS`, `Android`, `Linux`. */
            system?: string | null;
        };
        /** @description A list of choices. */
        Dictionary: {
            code: string;
            nameEn: string;
            nameZh: string;
        };
        /** @description A choice. */
        DictionaryItem: {
            code: string;
            nameEn: string;
            nameZh: string;
        };
        DissolveTeam: {
            reason: string;
            /**
             * Format: int64
             * @description Who takes the open work; must be named while customers wait or are being served.
             */
            successorId?: number | null;
        };
        /** @description Nothing to tell. */
        Done: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        DoneReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Done"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description How many sign-ins ended. */
        EndedSignIns: {
            /** Format: uint */
            ended: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        EndedSignInsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["EndedSignIns"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        EndQuery: {
            /** @default  */
            reason?: string;
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
        };
        EraseRequest: {
            /** @description The customer's name, typed by who confirms. */
            name: string;
            /** @description Why. It is kept for good, so it must not name the person. */
            reason: string;
        };
        /** @description An erasure: who did it, when and why. Nothing here tells who was erased, but the number. */
        Erasure: {
            /** @description What went; once it is done. */
            counts?: components["schemas"]["CustomerBelongings"] | null;
            /** Format: int64 */
            customerId: number;
            /** Format: date-time */
            finishedAt?: string | null;
            /** Format: int64 */
            id: number;
            reason: string;
            /** @description Carried out again, because a restored backup still knew the customer. */
            replayed: boolean;
            /** Format: date-time */
            requestedAt: string;
            requestedBy?: components["schemas"]["UserRef"] | null;
            status: components["schemas"]["ErasureStatus"];
        };
        ErasurePage: {
            list: components["schemas"]["Erasure"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ErasurePageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ErasurePage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description What an erasure would do. */
        ErasurePreview: {
            /** @description What would go. */
            counts: components["schemas"]["CustomerBelongings"];
            /** Format: int64 */
            customerId: number;
            /** @description To be typed by who confirms. */
            name: string;
            /** @description What has to be finished first; it is refused until there is none. */
            obstacles: components["schemas"]["Obstacles"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ErasurePreviewReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ErasurePreview"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ErasureReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Erasure"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        ErasureStatus: "running" | "done";
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        ExpiringQuery: {
            /**
             * Format: int64
             * @description Within how many days; 7 when left out.
             * @default null
             */
            days?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        ExportFormat: "xlsx" | "csv";
        ExportStatus: "ready" | "running" | "expired";
        /** @description Feedback as it is shown, in 001's spelling. */
        Feedback: {
            contact_required: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            customer_id: number;
            customer_name: string;
            feedback_content: string;
            feedback_type: components["schemas"]["FeedbackType"];
            /** Format: int64 */
            id: number;
            /**
             * Format: int16
             * @description 1 high, 2 middle, 3 low.
             */
            priority_level: number;
            /** Format: date-time */
            processed_at?: string | null;
            processed_by_name?: string | null;
            /** Format: int16 */
            rating?: number | null;
            /** Format: int64 */
            related_id?: number | null;
            related_type?: components["schemas"]["FeedbackTarget"] | null;
            response_content?: string | null;
            status: components["schemas"]["FeedbackStatus"];
            suggestions?: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        FeedbackFilter: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            status?: components["schemas"]["FeedbackStatus"] | null;
        };
        FeedbackPage: {
            list: components["schemas"]["Feedback"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        FeedbackPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["FeedbackPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description The portal's list: the array is `data`, the page stands beside it. */
        FeedbackPortalList: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Feedback"][];
            message: string;
            pagination: components["schemas"]["PortalPagination"];
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        FeedbackReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Feedback"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        FeedbackStatus: "pending" | "processing" | "processed" | "closed" | "need_info" | "reprocessing";
        /**
         * @description What it hangs on.
         * @enum {string}
         */
        FeedbackTarget: "ticket" | "knowledge" | "session";
        /**
         * @description What it is about.
         * @enum {string}
         */
        FeedbackType: "service" | "feature" | "bug" | "suggestion";
        /** @description A field that changed. */
        FieldChange: {
            /** @description `priority`, `rank`, `problemTypes`, `businessTypes`, `validFrom`, `validUntil` or `team`. */
            field: string;
            from: unknown;
            to: unknown;
        };
        /** @description One invalid field. */
        FieldError: {
            /** @description FIELD_REQUIRED, FIELD_INVALID, FIELD_TOO_LONG or FIELD_UNKNOWN_VALUE. */
            code: string;
            field: string;
            message: string;
        };
        /** @description A file as messages and tickets show it. */
        FileRef: {
            /** Format: int32 */
            height?: number | null;
            /** Format: int64 */
            id: number;
            /** @description Told by the content, never by the name. */
            mime: string;
            name: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description The public name of the file: 256 random bits. */
            token: string;
            /**
             * @description Where to load it, without a bearer header, for at least 12 hours. After that fetch a new one, or
             *     load the same path with a bearer header.
             */
            url: string;
            /**
             * Format: int32
             * @description Pixels, of images.
             */
            width?: number | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        FileRefReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["FileRef"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Filter: {
            /**
             * Format: int64
             * @default null
             */
            assigneeId?: number | null;
            /**
             * Format: int64
             * @default null
             */
            customerId?: number | null;
            /**
             * @description Only those that the caller serves, or served last.
             * @default false
             */
            mine?: boolean;
            /**
             * @description Only those that a transfer offers to the caller.
             * @default false
             */
            offered?: boolean;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of the customer's name, or (of the 5,000 newest) of the topic or the last message. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            sort?: components["schemas"]["Sort"];
            status?: components["schemas"]["SessionStatus"] | null;
            /**
             * Format: int64
             * @default null
             */
            teamId?: number | null;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Filter2: {
            /**
             * Format: int64
             * @default null
             */
            organizationId?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            profile?: components["schemas"]["Profile"] | null;
            /** @description Part of the name, or the whole phone number. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            /** @default null */
            vip?: boolean | null;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Filter3: {
            industry?: string | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of the name, or the whole credit code. */
            q?: string | null;
            /** @description Part of the region's name. */
            region?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Filter4: {
            /**
             * Format: int64
             * @default null
             */
            customerId?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            priority?: components["schemas"]["RelationPriority"] | null;
            /** @description Part of the customer's, the organization's or the team's name. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            /** @description Those that were ended are only in the list when asked for. */
            state?: components["schemas"]["RelationState"] | null;
            /**
             * Format: int64
             * @default null
             */
            teamId?: number | null;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Filter5: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of the name. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        Follow: {
            /** @description Comma-separated `stream:lastSeq`; without a number, from now on. */
            streams: string;
        };
        /** @description Something that was said or done. */
        FollowUp: {
            attachments: components["schemas"]["FileRef"][];
            author: components["schemas"]["TicketAuthor"];
            change?: components["schemas"]["TicketChange"] | null;
            content: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: int64 */
            id: number;
            /** @description Hidden from the customer. */
            internal: boolean;
            /** Format: int64 */
            ticketId: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        FollowUpReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["FollowUp"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        ForgotPassword: {
            tenant: string;
            username: string;
        };
        /** @description The frames that a socket would have carried. */
        Frames: {
            frames: unknown[];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        FramesReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Frames"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        Gender: "male" | "female";
        GiveFeedback: {
            /** @default false */
            contact_required?: boolean;
            feedback_content: string;
            feedback_type: components["schemas"]["FeedbackType"];
            /**
             * Format: int16
             * @description 1 high, 2 middle, 3 low.
             * @default 2
             */
            priority_level?: number;
            /** Format: int16 */
            rating?: number | null;
            /** Format: int64 */
            related_id?: number | null;
            /** @description Feedback on the service names what it is about (001 §3.3). */
            related_type?: components["schemas"]["FeedbackTarget"] | null;
            suggestions?: string | null;
        };
        GiveRole: {
            userIds: number[];
        };
        /** @description A permission and how far it reaches. */
        Grant: {
            permission: string;
            scope: components["schemas"]["Scope"];
        };
        HandleFeedback: {
            response_content?: string | null;
            status: components["schemas"]["FeedbackStatus"];
        };
        /** @enum {string} */
        Health: "unknown" | "healthy" | "unhealthy";
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        HistoryQuery: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description A visit; left out, a signed-in customer's whole history. */
            session_id?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        HourCount: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            count: number;
        };
        HoursMode: "always" | "weekly";
        /** @description `/{id}`. */
        IdPath: {
            /** Format: int64 */
            id: number;
        };
        /** @description A column of the file, and what it is taken for. */
        ImportColumn: {
            /** @description None = left out. */
            field?: components["schemas"]["ImportField"] | null;
            head: string;
            /** @description From the first rows. */
            samples: string[];
        };
        ImportCounts: {
            /**
             * Format: int64
             * @description In a check: would be.
             */
            created: number;
            /** Format: int64 */
            failed: number;
            /**
             * Format: int64
             * @description Organizations that are new.
             */
            organizations: number;
            /** Format: int64 */
            processed: number;
            /** Format: int64 */
            skipped: number;
            /**
             * Format: int64
             * @description Known once the file has been counted.
             */
            total?: number | null;
            /** Format: int64 */
            updated: number;
        };
        ImportError: {
            /** Format: int64 */
            line: number;
            reason: string;
        };
        /** @enum {string} */
        ImportField: "code" | "name" | "gender" | "phone" | "email" | "landline" | "emergencyPhone" | "organization" | "creditCode" | "region" | "industry" | "position" | "department" | "duty" | "vip" | "profile" | "tags" | "note";
        /** @enum {string} */
        ImportFileKind: "csv" | "xlsx";
        ImportIssue: {
            code: components["schemas"]["ImportIssueCode"];
            field?: components["schemas"]["ImportField"] | null;
            /** @description What it means, in the reader's language. */
            message: string;
            /** @description What stands there. */
            value: string;
        };
        /** @enum {string} */
        ImportIssueCode: "open_quote" | "row_too_long" | "unreadable" | "not_text" | "other_encoding" | "merged" | "more_cells" | "formula" | "cell_error" | "cell_too_long" | "is_date" | "rounded" | "missing" | "no_key" | "bad_phone" | "bad_email" | "bad_credit_code" | "bad_choice" | "bad_text" | "bad_tags" | "duplicate_code" | "duplicate_phone" | "duplicate_email" | "exists" | "several" | "other_customer" | "other_code" | "out_of_reach" | "other_organization" | "taken";
        ImportJob: {
            /** Format: date-time */
            createdAt: string;
            /** @description The first hundred rows that were left out. */
            errors: components["schemas"]["ImportError"][];
            /** Format: int64 */
            failed: number;
            fileName: string;
            /** Format: date-time */
            finishedAt?: string | null;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            imported: number;
            /** Format: int64 */
            processed: number;
            status: components["schemas"]["ImportStatus"];
            /**
             * Format: int64
             * @description Known once the file has been counted.
             */
            total?: number | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ImportJobReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ImportJob"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description A row that is not simply new. */
        ImportRow: {
            /** Format: int64 */
            customerId?: number | null;
            issues: components["schemas"]["ImportIssue"][];
            /** Format: int64 */
            line: number;
            outcome: components["schemas"]["ImportRowOutcome"];
        };
        /** @enum {string} */
        ImportRowOutcome: "failed" | "skipped" | "updated";
        ImportRowPage: {
            list: components["schemas"]["ImportRow"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ImportRowPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ImportRowPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        ImportStatus: "queued" | "running" | "done" | "failed" | "cancelled";
        /** @description Shown once, to be handed over and changed at the first sign-in. */
        InitialPassword: {
            initialPassword: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        InitialPasswordReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["InitialPassword"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description From `start` up to, not including, `end`. An end that is not after the start is on the next day. */
        Interval: {
            end: string;
            start: string;
        };
        /** @description What the form needs to know before anybody has signed in. */
        Invitation: {
            /** Format: date-time */
            expiresAt?: string | null;
            phoneCode: boolean;
            state: components["schemas"]["LinkState"];
            teamName?: string | null;
            /** @description The tenant's slug. */
            tenant: string;
            tenantName: string;
            topic?: string | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        InvitationReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Invitation"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description How often something was found. */
        IssueCount: {
            code: components["schemas"]["ImportIssueCode"];
            /** Format: int64 */
            count: number;
            /** @description What it means, in the reader's language. */
            message: string;
        };
        KeyPath: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            keyId: number;
        };
        /** @description Nothing to say but that it is done. */
        KnowledgeDone: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        KnowledgeDoneReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["KnowledgeDone"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        KnowledgeQuestion: {
            question: string;
        };
        /**
         * @description A language of the product.
         * @enum {string}
         */
        Language: "zh-CN" | "en";
        LastMessage: {
            /** Format: date-time */
            at: string;
            kind: components["schemas"]["MessageKind"];
            /** @description The first words, on one line; the name of a file. */
            preview: string;
            senderKind: components["schemas"]["SenderKind2"];
            /** Format: int64 */
            seq: number;
        };
        /** @description The query of a signed link. */
        Link: {
            /**
             * Format: int64
             * @description When the link ends, in seconds since 1970.
             */
            exp?: number | null;
            sig?: string | null;
            /**
             * Format: int64
             * @description The tenant that the link reaches.
             */
            t?: number | null;
        };
        LinkState: ("active" | "expired" | "revoked") | "used_up";
        /** @description The tokens, or what is still to be proven. */
        LoginAnswer: components["schemas"]["LoginResult"] | components["schemas"]["SecondStep"] | components["schemas"]["Unbound"];
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        LoginAnswerReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["LoginAnswer"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        LoginCustomer: {
            password: string;
            phone: string;
            tenant: string;
        };
        LoginRequest: {
            password: string;
            /** @description The tenant's slug; the deployment's default tenant without one. */
            tenant?: string | null;
            username: string;
        };
        /** @description What a successful sign-in answers. */
        LoginResult: {
            accessToken: string;
            /**
             * Format: int64
             * @description Seconds until the access token expires.
             */
            expiresIn: number;
            /** @description Until the password is changed, everything but that is refused. */
            mustChangePassword: boolean;
            /** @description Until a second factor is on, everything but that is refused. */
            mustEnrolMfa: boolean;
            refreshToken: string;
            user: components["schemas"]["Me"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        LoginResultReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["LoginResult"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        Match: "all" | "any";
        /** @description Why an organization was proposed, surest first. */
        MatchReason: "credit_code" | "same_name" | "part_of_name" | "similar_name";
        Me: {
            avatarUrl?: string | null;
            email?: string | null;
            /** Format: int64 */
            id: number;
            /**
             * @description `user` (staff) or `customer`.
             * @enum {string}
             */
            kind: "user" | "customer";
            /** @description `zh-CN` or `en`. */
            locale: string;
            /**
             * Format: date-time
             * @description When a second factor has to be on that is asked of the user and not yet on.
             */
            mfaDueAt?: string | null;
            mustChangePassword: boolean;
            /** @description That time has come. */
            mustEnrolMfa: boolean;
            name: string;
            /** @description Codes of what one may do; how far each reaches is for the server to say. */
            permissions: string[];
            phone?: string | null;
            roles: components["schemas"]["RoleRef"][];
            teams: components["schemas"]["TeamRef"][];
            tenant: components["schemas"]["TenantRef"];
            /** @description What one signs in with; a customer's phone, empty for one who has none. */
            username: string;
        };
        MemberPath: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            user_id: number;
        };
        MemberPath2: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            userId: number;
        };
        MemberPerformance: {
            /**
             * Format: int64
             * @description Conversations of this team that the person serves now.
             */
            active: number;
            /** Format: double */
            firstReplySeconds?: number | null;
            /** @description False for those who left the team since. */
            member: boolean;
            /** Format: int64 */
            rated: number;
            /** Format: double */
            rating?: number | null;
            /** Format: int64 */
            served: number;
            /** Format: int64 */
            ticketsResolved: number;
            user: components["schemas"]["UserRef"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MeReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Me"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /**
         * @example {
         *       "dropId": 2,
         *       "keepId": 1,
         *       "reason": "同一个人"
         *     }
         */
        MergeCustomers: {
            /**
             * Format: int64
             * @description Who goes; all that it has moves to the one who stays.
             */
            dropId: number;
            /**
             * Format: int64
             * @description Who stays.
             */
            keepId: number;
            /**
             * @description Why, for the record.
             * @default
             */
            reason?: string;
        };
        MergeOf: {
            /** Format: int64 */
            dropId: number;
            /** Format: int64 */
            keepId: number;
        };
        /** @description What a merge would do. */
        MergePreview: {
            drop: components["schemas"]["Customer"];
            /** Format: int64 */
            feedback: number;
            keep: components["schemas"]["Customer"];
            /** Format: int64 */
            records: number;
            /**
             * Format: uint32
             * @description Code of the error registry that forbids it; none when nothing does.
             */
            refused?: number | null;
            /** Format: int64 */
            selfServiceVisits: number;
            /**
             * Format: int64
             * @description What moves, by count.
             */
            sessions: number;
            /** @description What the stayer takes over, because it has none. */
            taken: components["schemas"]["TakenField"][];
            /** Format: int64 */
            tickets: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MergePreviewReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["MergePreview"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        MergeTeam: {
            /** @description Goes into the history of everything that moves. */
            reason: string;
            /** Format: int64 */
            successorId: number;
        };
        Message: {
            clientMessageId: string;
            /** @description Plain text, as it was typed. Never HTML: escape it when you show it. */
            content: string;
            /** Format: date-time */
            createdAt: string;
            file?: components["schemas"]["FileRef"] | null;
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["MessageKind"];
            sender: components["schemas"]["Sender"];
            /**
             * Format: int64
             * @description Counts the messages of the conversation, from 1, without gaps. Customers do not see the numbers of notes.
             */
            seq: number;
            /** Format: int64 */
            sessionId: number;
        };
        MessageKind: ("text" | "image" | "file" | "system") | "note";
        /** @description A page of a conversation's messages. */
        MessagePage: {
            hasMore: boolean;
            /** @description By rising `seq`. */
            list: components["schemas"]["Message"][];
            /**
             * Format: int64
             * @description A position of the stream `conversation/{id}` that this page reflects: follow it from here.
             */
            streamSeq: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MessagePageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["MessagePage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Which messages: those after a number, those before one, or the newest. */
        MessageQuery: {
            /**
             * Format: int64
             * @default null
             */
            after?: number | null;
            /**
             * Format: int64
             * @default null
             */
            before?: number | null;
            /** Format: uint16 */
            limit?: number | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MessageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Message"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        MessageState: ("waiting" | "sent") | "failing" | "failed" | "kept";
        /** @description Of whom a second factor is asked. */
        MfaRequired: "off" | "all" | "roles";
        /** @description For an authenticator app; shown once. */
        MfaSecret: {
            /** @description To be typed, in base 32. */
            secret: string;
            /** @description To be scanned: `otpauth://totp/...`. */
            uri: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MfaSecretReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["MfaSecret"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        MfaStatus: {
            enabled: boolean;
            /** Format: date-time */
            enabledAt?: string | null;
            /** Format: int64 */
            recoveryCodesLeft: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MfaStatusReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["MfaStatus"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /**
         * @description A decimal number as text, with at most six places.
         * @example 2.5
         */
        Money: string;
        MoveDepartment: {
            /**
             * Format: int64
             * @description `null`: to the top.
             */
            parentId?: number | null;
            /**
             * Format: uint32
             * @description Place among its new siblings, from 0; the last one when left out.
             */
            position?: number | null;
        };
        MoveTicket: {
            /**
             * @description The customer reads it, too.
             * @default
             */
            note?: string;
            to: components["schemas"]["TicketStatus"];
            /** Format: int32 */
            version?: number | null;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        MyFilter: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            status?: components["schemas"]["SessionStatus"] | null;
        };
        /** @description A conversation as its customer sees it. */
        MySession: {
            agent?: components["schemas"]["UserRef"] | null;
            /** Format: int64 */
            agentReadSeq: number;
            /** Format: date-time */
            closedAt?: string | null;
            closeReason?: components["schemas"]["CloseReason"] | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: int64 */
            customerReadSeq: number;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description Number of the newest message that the customer may see.
             */
            messageSeq: number;
            /** @description Only while queued. */
            queue?: components["schemas"]["QueueInfo"] | null;
            /** Format: date-time */
            queuedAt: string;
            /** Format: int16 */
            rating?: number | null;
            status: components["schemas"]["SessionStatus"];
            team?: components["schemas"]["TeamRef"] | null;
            topic?: string | null;
            /** Format: int64 */
            unread: number;
        };
        MySessionPage: {
            list: components["schemas"]["MySession"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MySessionPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["MySessionPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        MySessionReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["MySession"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        NewApiKey: {
            /** Format: date-time */
            expiresAt?: string | null;
            name: string;
            /** @description Codes that the maker holds. */
            permissions: string[];
        };
        NewArticle: {
            /** @default public */
            audience?: components["schemas"]["ArticleAudience"];
            /** @description Markdown. */
            body: string;
            /** Format: int64 */
            categoryId?: number | null;
            /**
             * @description Publish at once.
             * @default false
             */
            publish?: boolean;
            /** @default [] */
            tags?: string[];
            title: string;
            /**
             * Format: int32
             * @description When changing an article: the version that the editor saw. 409 when somebody saved another one since.
             */
            version?: number | null;
        };
        NewCategory: {
            description?: string | null;
            icon?: string | null;
            name: string;
            nameEn?: string | null;
            /** Format: int64 */
            parentId?: number | null;
            /** @description Part of the address; made from the name when left out. */
            slug?: string | null;
            /** Format: int32 */
            sort?: number | null;
        };
        NewCustomer: {
            /** @description What the tenant's own books call it; no two have the same. Left out in a change, it stays. */
            code?: string | null;
            department?: string | null;
            /** @description The business modules that it looks after. */
            duty?: string | null;
            /** Format: email */
            email?: string | null;
            /** @description Left out in a change, it stays. */
            emergencyPhone?: string | null;
            gender?: components["schemas"]["Gender"] | null;
            /** @description Left out in a change, it stays. */
            landline?: string | null;
            name: string;
            note?: string | null;
            /** Format: int64 */
            organizationId?: number | null;
            /** @description Left out in a change, the phone stays. */
            phone?: string | null;
            position?: string | null;
            /** @description Temporary when left out, else `formal`. A change leaves it out or repeats it: archiving changes it. */
            profile?: components["schemas"]["Profile"] | null;
            /** @default [] */
            tags?: string[];
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
            /** @default false */
            vip?: boolean;
        };
        NewDepartment: {
            /** Format: int64 */
            leaderId?: number | null;
            name: string;
            /**
             * Format: int64
             * @description At the top without one.
             */
            parentId?: number | null;
        };
        NewFollowUp: {
            /** @description May be left empty when files come along. */
            content: string;
            /**
             * @description The caller's own uploads.
             * @default []
             */
            fileIds?: number[];
            /**
             * @description Hidden from the customer.
             * @default false
             */
            internal?: boolean;
        };
        /** @description One link or several of a kind. */
        NewLinks: {
            /**
             * Format: uint16
             * @default 1
             */
            count?: number;
            /**
             * Format: date-time
             * @description In the future.
             */
            expiresAt?: string | null;
            /** @description For staff; several get a number behind it. */
            name: string;
            /** @default true */
            phoneCode?: boolean;
            /** Format: int64 */
            teamId?: number | null;
            topic?: string | null;
            /** Format: int32 */
            usesMax?: number | null;
        };
        NewMember: {
            /** Format: int64 */
            userId: number;
        };
        /**
         * @example {
         *       "clientMessageId": "0192f3c4-5b6a-7c8d-9e0f-1a2b3c4d5e6f",
         *       "content": "报表上报失败，提示 RPT-5003",
         *       "kind": "text"
         *     }
         */
        NewMessage: {
            /**
             * Format: uuid
             * @description A UUID that the sender chose. Sending it again returns the message that is there already.
             */
            clientMessageId: string;
            /**
             * @description Plain text; of files, a caption.
             * @default
             */
            content?: string;
            /**
             * Format: int64
             * @description Of images and files: one that the sender uploaded.
             * @default null
             */
            fileId?: number | null;
            kind: components["schemas"]["NewMessageKind"];
        };
        NewMessageKind: ("text" | "image" | "file") | "note";
        NewOrganization: {
            address?: string | null;
            businessScope?: string | null;
            contractNote?: string | null;
            cooperationLevel?: string | null;
            /** @description With the right check character (GB 32100). Left out in a change, it stays; an empty one takes it away. */
            creditCode?: string | null;
            industry?: string | null;
            name: string;
            /** @description Left out in a change, it stays; an empty one takes it away. */
            phone?: string | null;
            region?: string | null;
            size?: components["schemas"]["OrganizationSize"] | null;
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
        };
        NewPortalReply: {
            /** @description May be left empty when files come along. */
            content: string;
            /** @default [] */
            file_ids?: number[];
        };
        NewPortalTicket: {
            category?: string | null;
            description: string;
            /**
             * @description One's own uploads.
             * @default []
             */
            file_ids?: number[];
            /** @default normal */
            priority?: components["schemas"]["TicketPriority"];
            subject: string;
        };
        NewQuickReply: {
            /** @default  */
            category?: string;
            content: string;
            scope: components["schemas"]["QuickReplyScope"];
            /**
             * @description Unique in its list, whatever the case; may be empty.
             * @default
             */
            shortcut?: string;
            title: string;
        };
        NewRating: {
            comment?: string | null;
            /** Format: int16 */
            score: number;
            /** Format: int64 */
            target_id: number;
            target_type: components["schemas"]["RatedKind"];
        };
        /** @description The terms as an editor sends them. */
        NewRelation: {
            /** @default [] */
            businessTypes?: string[];
            /** Format: int64 */
            customerId: number;
            priority: components["schemas"]["RelationPriority"];
            /** @default [] */
            problemTypes?: string[];
            /**
             * Format: int32
             * @description Among the secondary teams, the smaller one is asked first.
             * @default 1
             */
            rank?: number;
            /** @default  */
            reason?: string;
            /**
             * @description Makes another team secondary that is primary at that time, instead of refusing.
             * @default false
             */
            replacePrimary?: boolean;
            /** Format: int64 */
            teamId: number;
            /**
             * Format: date-time
             * @description Now, or as it was, when left out.
             */
            validFrom?: string | null;
            /**
             * Format: date-time
             * @description Left out = until somebody ends it.
             */
            validUntil?: string | null;
        };
        NewRole: {
            /** @description Lower-case letters, digits and `_`; made from nothing when left out. */
            code?: string | null;
            description?: string | null;
            /** @default [] */
            grants?: components["schemas"]["Grant"][];
            name: string;
        };
        NewSegment: {
            /** @default  */
            description?: string;
            name: string;
            rules: components["schemas"]["Rules"];
            /**
             * Format: int32
             * @description In a change: the version that was edited.
             */
            version?: number | null;
        };
        NewSession: {
            /** Format: int64 */
            customerId: number;
            /** Format: int64 */
            teamId?: number | null;
            topic?: string | null;
        };
        NewTeam: {
            /**
             * @description Likewise, of the dictionary `business_type`.
             * @default []
             */
            businessTypes?: string[];
            /** @default  */
            description?: string;
            /** Format: int64 */
            leaderId?: number | null;
            /**
             * Format: int32
             * @description Conversations that the team means to serve at once; left out = as many as its members can.
             */
            maxSessions?: number | null;
            /** @description Replaces the members; left out, they stay. */
            memberIds?: number[] | null;
            name: string;
            /**
             * @description What it is for, by codes of the dictionary `problem_type`; empty = anything.
             * @default []
             */
            problemTypes?: string[];
            /** @default [] */
            skills?: string[];
            /** @default least_loaded */
            strategy?: components["schemas"]["Strategy"];
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
        };
        NewTenant: {
            /** @description The first administrator, whose password is in the answer. */
            adminUsername: string;
            contactEmail: string;
            contactPerson: string;
            contactPhone: string;
            /** @description The configured name of the database, for a tenant in a database of its own. */
            database?: string | null;
            /** Format: int32 */
            maxUsers?: number | null;
            name: string;
            /** @default shared */
            placement?: components["schemas"]["PlacementKind"];
            /** @description Lower-case letters, digits and `-`; 3 to 40 signs. */
            slug: string;
        };
        NewTicket: {
            /** Format: int64 */
            assigneeId?: number | null;
            category?: string | null;
            /** Format: int64 */
            customerId?: number | null;
            description: string;
            /**
             * @description The caller's own uploads, and files of the conversation.
             * @default []
             */
            fileIds?: number[];
            /** @default normal */
            priority?: components["schemas"]["TicketPriority"];
            /**
             * Format: int64
             * @description The conversation that it is about; the customer and the team come from there.
             */
            sessionId?: number | null;
            subject: string;
            /** Format: int64 */
            teamId?: number | null;
        };
        /**
         * @description Exactly one of the two targets.
         * @example {
         *       "reason": "熟悉上报接口",
         *       "toUserId": 1
         *     }
         */
        NewTransfer: {
            reason?: string | null;
            /** Format: int64 */
            toTeamId?: number | null;
            /** Format: int64 */
            toUserId?: number | null;
        };
        NewUser: {
            /** Format: int64 */
            departmentId?: number | null;
            email?: string | null;
            /**
             * Format: int32
             * @description The tenant's default when left out.
             */
            maxSessions?: number | null;
            name: string;
            phone?: string | null;
            roleIds: number[];
            skills?: string[] | null;
            teamIds?: number[] | null;
            /** @description Letters and digits of any script, and `.` `_` `-` `@`. */
            username: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        nullReply: {
            /** Format: uint16 */
            code: number;
            data: null;
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description What has to be finished first. */
        Obstacles: {
            /** @description Submitted applications to put the customer on file. */
            applications: number[];
            sessions: number[];
            tickets: components["schemas"]["OpenTicket"][];
        };
        /** @description What to do with a row whose customer is known. */
        OnExisting: "skip" | "update";
        /** @description How a team stands at a moment. */
        Opening: {
            isOpen: boolean;
            mode: components["schemas"]["HoursMode"];
            /** Format: date-time */
            nextClosing?: string | null;
            /**
             * Format: date-time
             * @description When it opens next; `null` = never within a year, or always open.
             */
            nextOpening?: string | null;
        };
        /** @description An open ticket, by its number. */
        OpenTicket: {
            /** Format: int64 */
            id: number;
            no: string;
        };
        OptionsQuery: {
            /** @description The tenant's slug; the deployment's default tenant without one. */
            tenant?: string | null;
        };
        Organization: {
            address?: string | null;
            businessScope?: string | null;
            contractNote?: string | null;
            /** @description What the dictionary `cooperation_level` holds, or the tenant's own words. */
            cooperationLevel?: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description 统一社会信用代码, masked: `9135**********0Y43`. */
            creditCode?: string | null;
            /**
             * Format: int64
             * @description How many customers belong to it.
             */
            customers: number;
            /** Format: int64 */
            id: number;
            /** @description What the dictionary `organization_industry` holds, or the tenant's own words. */
            industry?: string | null;
            name: string;
            /** @description Masked: `138****0001`. */
            phone?: string | null;
            region?: string | null;
            size?: components["schemas"]["OrganizationSize"] | null;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: int32
             * @description Counts changes; a change that names an older one is refused.
             */
            version: number;
        };
        /** @enum {string} */
        OrganizationColumn: "name" | "creditCode" | "region" | "address" | "phone" | "industry" | "size" | "businessScope" | "cooperationLevel" | "contractNote" | "customers" | "createdAt" | "updatedAt";
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        OrganizationContactFilter: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of the name, or the whole phone number. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        OrganizationDeleted: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        OrganizationDeletedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["OrganizationDeleted"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        OrganizationExport: {
            /** @description In their order; all when left out. */
            columns?: components["schemas"]["OrganizationColumn"][] | null;
            format: components["schemas"]["ExportFormat"];
            industry?: string | null;
            /** @description Part of the name, or the whole credit code. */
            q?: string | null;
            region?: string | null;
            /**
             * @description Credit codes and phones in full; needs `customers:reveal` too.
             * @default false
             */
            reveal?: boolean;
        };
        /** @description A known organization that may be the one that is meant. */
        OrganizationMatch: {
            organization: components["schemas"]["Organization"];
            reason: components["schemas"]["MatchReason"];
            /**
             * Format: double
             * @description From 0 to 1.
             */
            score: number;
        };
        OrganizationPage: {
            list: components["schemas"]["Organization"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        OrganizationPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["OrganizationPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        OrganizationRef: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        OrganizationReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Organization"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        OrganizationSize: "micro" | "small" | "medium" | "large";
        OutboxMail: {
            channel: components["schemas"]["Channel"];
            /** Format: date-time */
            createdAt: string;
            /** @description What went wrong last, in the provider's words. */
            error?: string | null;
            /** Format: int64 */
            id: number;
            /** @description The file, relative to the data folder, when no mail server is set. */
            path?: string | null;
            /** Format: date-time */
            sentAt?: string | null;
            state: components["schemas"]["MessageState"];
            /** @description Short messages have none. */
            subject: string;
            text: string;
            /** @description An address, or a phone; masked for those who may not reveal them. */
            to: string;
        };
        OutboxMailPage: {
            list: components["schemas"]["OutboxMail"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        OutboxMailPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["OutboxMailPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        PageQuery: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Paging: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        /** @description The caller's own, once more. */
        PasswordProof: {
            password: string;
        };
        /** @description A customer who is not on file, and how far that is. */
        PendingCustomer: {
            application?: components["schemas"]["ArchiveApplicationCard"] | null;
            /** @description What the tenant's own books call it. */
            code?: string | null;
            /** Format: date-time */
            createdAt: string;
            department?: string | null;
            /** @description The business modules that it looks after. */
            duty?: string | null;
            /** @description Masked: `w***@example.com`. */
            email?: string | null;
            /** @description Masked, likewise. */
            emergencyPhone?: string | null;
            gender?: components["schemas"]["Gender"] | null;
            /** Format: int64 */
            id: number;
            /** @description Masked, likewise. */
            landline?: string | null;
            /** Format: date-time */
            lastSeenAt?: string | null;
            name: string;
            note?: string | null;
            organization?: components["schemas"]["OrganizationRef"] | null;
            /** @description Masked: `138****0001`. */
            phone?: string | null;
            position?: string | null;
            profile: components["schemas"]["Profile"];
            /** Format: int64 */
            sessionCount: number;
            tags: string[];
            /** Format: int64 */
            ticketCount: number;
            /**
             * Format: int32
             * @description Counts changes of the profile; a change that names an older one is refused.
             */
            version: number;
            vip: boolean;
        };
        PendingCustomerPage: {
            list: components["schemas"]["PendingCustomer"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PendingCustomerPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PendingCustomerPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        PendingFilter: {
            /**
             * Format: int64
             * @default null
             */
            organizationId?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description Part of the name, or the whole phone number. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            stage?: components["schemas"]["ArchiveStage"] | null;
        };
        PermissionInfo: {
            action: string;
            code: string;
            nameEn: string;
            nameZh: string;
            /** @description Only for roles of the platform tenant. */
            platform: boolean;
            resource: string;
        };
        PermissionNode: {
            children: components["schemas"]["PermissionNode"][];
            /** @description The resource, or a permission's code. */
            key: string;
            nameEn: string;
            nameZh: string;
        };
        PhoneLogin: {
            /** @description Six digits. */
            code: string;
            phone: string;
            /** @description The tenant's slug; the deployment's default tenant without one. */
            tenant?: string | null;
        };
        PhoneToProve: {
            phone: string;
        };
        /** @description Where a tenant's rows live. */
        PlacementKind: "shared" | "schema" | "database";
        /** @description Availability, errors and latency over the last 24 hours. */
        PlatformOverview: {
            /**
             * Format: int64
             * @description Tenants with at least one call in the last 30 days.
             */
            activeTenants: number;
            /**
             * Format: double
             * @description Calls that the platform did not fail, with a status below 500, as a share of all (000 "API可用性"): a caller's
             *     mistake says nothing about the platform.
             */
            availability: number;
            /**
             * Format: double
             * @description Mean of the last five minutes.
             */
            callsPerMinute: number;
            /**
             * Format: int64
             * @description Since midnight in Shanghai, as in the tenants' statistics.
             */
            callsToday: number;
            /**
             * Format: double
             * @description Calls with a status of 500 or more, as a share of all.
             */
            errorRate: number;
            /** Format: double */
            latencyMeanMs: number;
            /** Format: double */
            latencyP50Ms: number;
            /** Format: double */
            latencyP95Ms: number;
            /** Format: double */
            latencyP99Ms: number;
            /** @description By five minutes, the last six hours. */
            series: components["schemas"]["SeriesPoint"][];
            /** Format: int64 */
            tenants: number;
            topRoutes: components["schemas"]["RouteCalls"][];
            topTenants: components["schemas"]["TenantCalls"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PlatformOverviewReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PlatformOverview"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Poll: {
            /** @description Comma-separated `stream:lastSeq`. */
            streams: string;
            /**
             * Format: uint8
             * @description Seconds to wait for an event, at most 55.
             */
            wait?: number | null;
        };
        /** @description 001 §3.2, without what no portal needs to know. */
        PortalConfig: {
            contact_info: components["schemas"]["ContactInfo"];
            enabled_features: components["schemas"]["PortalFeature"][];
            logo_url?: string | null;
            portal_title: string;
            theme_color: string;
            welcome_message: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PortalConfigReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalConfig"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description A part of the portal that a tenant may leave out. */
        PortalFeature: ("knowledge" | "ai_chat" | "tickets" | "feedback") | "live_chat";
        /** @description What a customer is shown of a search (001's spelling). */
        PortalHit: {
            category?: string | null;
            /** Format: int64 */
            id: number;
            /** Format: double */
            relevance: number;
            snippet: string;
            title: string;
            title_highlighted: string;
            /** Format: int32 */
            version: number;
        };
        /** @description The portal's list: the array is `data`, the page stands beside it. */
        PortalHitPortalList: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalHit"][];
            message: string;
            pagination: components["schemas"]["PortalPagination"];
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        PortalPagination: {
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /** Format: int64 */
            total: number;
        };
        PortalRating: {
            comment?: string | null;
            /** Format: int16 */
            score: number;
            /** Format: int64 */
            target_id: number;
            target_type: components["schemas"]["RatedKind"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PortalRatingReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalRating"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Something that was said or done, without what is internal. */
        PortalReply: {
            attachments: components["schemas"]["FileRef"][];
            author_kind: components["schemas"]["AuthorKind"];
            author_name: string;
            change?: components["schemas"]["TicketChange"] | null;
            content: string;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            id: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PortalReplyReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalReply"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        PortalSearchQuery: {
            /** Format: int64 */
            category_id?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            q: string;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        PortalTheme: {
            logo_url?: string | null;
            theme_color: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PortalThemeReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalTheme"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        PortalTicket: {
            /** Format: int64 */
            agent_id?: number | null;
            agent_name?: string | null;
            attachments: components["schemas"]["FileRef"][];
            can_cancel: boolean;
            can_rate: boolean;
            can_reopen: boolean;
            can_reply: boolean;
            category?: string | null;
            /** Format: date-time */
            created_at: string;
            description: string;
            /** Format: int64 */
            id: number;
            no: string;
            priority: components["schemas"]["TicketPriority"];
            /** Format: int16 */
            rating?: number | null;
            /** @description Oldest first. */
            replies: components["schemas"]["PortalReply"][];
            /** Format: date-time */
            resolved_at?: string | null;
            status: components["schemas"]["TicketStatus"];
            subject: string;
            /** Format: date-time */
            updated_at: string;
        };
        PortalTicketCard: {
            category?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            id: number;
            no: string;
            priority: components["schemas"]["TicketPriority"];
            status: components["schemas"]["TicketStatus"];
            subject: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description The portal's list: the array is `data`, the page stands beside it. */
        PortalTicketCardPortalList: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalTicketCard"][];
            message: string;
            pagination: components["schemas"]["PortalPagination"];
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description The states to which a customer itself moves a ticket. */
        PortalTicketEnd: "cancelled" | "closed";
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        PortalTicketFilter: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description A ticket's number, or part of the subject. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            /** @description One state or several, separated by commas. */
            status?: string | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PortalTicketReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalTicket"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Where a ticket stands, for those who look often. */
        PortalTicketStatus: {
            /** Format: int64 */
            agent_id?: number | null;
            agent_name?: string | null;
            /** Format: int64 */
            id: number;
            no: string;
            /** Format: date-time */
            resolved_at?: string | null;
            status: components["schemas"]["TicketStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PortalTicketStatusReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PortalTicketStatus"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        Presence: "active" | "inactive";
        Presence2: ("online" | "away" | "offline") | "busy";
        PreviewQuery: {
            /**
             * Format: int64
             * @description The team that would take over.
             */
            into?: number | null;
        };
        /** @description What an account's provider asks: per million tokens, and per call. */
        Price: {
            /**
             * @description Read from the provider's prompt cache.
             * @default 0
             */
            cached?: components["schemas"]["Money"];
            /**
             * @description Written to it, for minutes.
             * @default 0
             */
            cacheWrite?: components["schemas"]["Money"];
            /**
             * @description Written to it for an hour; as much as `cacheWrite` when null.
             * @default null
             */
            cacheWrite1h?: components["schemas"]["Money"] | null;
            /**
             * @description Whatever the tokens.
             * @default 0
             */
            call?: components["schemas"]["Money"];
            /** @default 0 */
            input?: components["schemas"]["Money"];
            /** @default 0 */
            output?: components["schemas"]["Money"];
        };
        /** @description The body of every failed request. */
        Problem: {
            /**
             * Format: uint32
             * @description A number of the error registry.
             */
            code: number;
            errors: components["schemas"]["FieldError"][];
            help_url: string;
            message: string;
            /** @description Epoch milliseconds; RFC 3339 on the portal's paths (`/customer-portal/`). */
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        Profile: "temporary" | "pending_archive" | "formal";
        /**
         * @description Whose accounts they are.
         * @enum {string}
         */
        Provider: "wechat" | "dingtalk";
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        PublicArticleQuery: {
            /** Format: int64 */
            categoryId?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            sort?: components["schemas"]["ArticleSort"] | null;
            tag?: string | null;
        };
        PublicTenant: {
            contactPhone?: string | null;
            /** @description What the portal offers. */
            features: string[];
            locale: string;
            logoUrl?: string | null;
            name: string;
            slug: string;
            themeColor: string;
            title: string;
            welcome: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        PublicTenantReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["PublicTenant"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /**
         * @example {
         *       "days": [
         *         {
         *           "date": "2026-10-01",
         *           "kind": "holiday",
         *           "name": "国庆节"
         *         }
         *       ],
         *       "timeZone": "Asia/Shanghai"
         *     }
         */
        PutCalendar: {
            days: components["schemas"]["CalendarDay"][];
            /** @description IANA name, like `Asia/Shanghai`. */
            timeZone: string;
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
        };
        PutSchedule: {
            /** @description Whether the tenant's holidays and make-up days count. */
            followCalendar: boolean;
            mode: components["schemas"]["HoursMode"];
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
            /** @description Seven days, Monday first. Kept, but of no effect while the mode is `always`. */
            week: components["schemas"]["Interval"][][];
        };
        /** @description A place in the queue, as the customer was told it. */
        QueueInfo: {
            /**
             * Format: int32
             * @description From 1.
             */
            position: number;
            /** Format: int32 */
            size: number;
            /** @description From and to, measured from how fast the queue moved lately; `null` = not known. */
            waitMinutes?: number[] | null;
        };
        QuickReply: {
            category: string;
            content: string;
            /** Format: int64 */
            id: number;
            scope: components["schemas"]["QuickReplyScope"];
            /** @description What one types to insert it, such as `/nh`. */
            shortcut: string;
            title: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        QuickReplyReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["QuickReply"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        QuickReplyScope: "global" | "personal";
        Range: {
            /** @default group */
            by?: components["schemas"]["AiSplitBy"];
            /** Format: date-time */
            endDate?: string | null;
            /** @default day */
            granularity?: components["schemas"]["AiGranularity"];
            /** Format: int64 */
            groupId?: number | null;
            serviceType?: components["schemas"]["ServiceType"] | null;
            /**
             * Format: date-time
             * @description The last 30 days when left out.
             */
            startDate?: string | null;
        };
        /** @enum {string} */
        RatedKind: "ticket" | "session";
        Rating: {
            comment?: string | null;
            /** Format: int16 */
            score: number;
        };
        ReadUpTo: {
            /** Format: int64 */
            seq: number;
        };
        ReasonCode: ("business_in_scope" | "business_out_of_scope" | "nobody_online" | "open_now" | "closed_now") | "problem_in_scope" | "problem_out_of_scope" | "skills" | "organization" | "served_before" | "free_places" | "full";
        RecommendedTeam: {
            /** @description The weightiest first. */
            reasons: components["schemas"]["RecommendReason"][];
            /** @description The customer's relation with it, when there is one. */
            relation?: components["schemas"]["Relation"] | null;
            /** Format: int32 */
            score: number;
            team: components["schemas"]["TeamRef"];
        };
        /** @description Why a team got or lost points. */
        RecommendReason: {
            code: components["schemas"]["ReasonCode"];
            /** Format: int64 */
            count?: number | null;
            /** Format: int64 */
            of?: number | null;
            /** Format: int32 */
            points: number;
            /** @description The skills that fit. */
            words: string[];
        };
        /** @description Each signs in once when the phone is not at hand; shown once. */
        RecoveryCodes: {
            recoveryCodes: string[];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RecoveryCodesReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RecoveryCodes"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RefreshRequest: {
            refreshToken: string;
        };
        /** @description As little as it takes to be helped. */
        RegisterByLink: {
            /** @description Six digits, when the link asks for them. */
            code?: string | null;
            name: string;
            /** @description As the customer says; staff match it when they archive the profile. */
            organization?: string | null;
            phone: string;
            position?: string | null;
            /** @description What it is about. */
            topic?: string | null;
        };
        RegisterCustomer: {
            name: string;
            organization?: string | null;
            /** @description With one, the customer can sign in again from elsewhere. */
            password?: string | null;
            phone: string;
            position?: string | null;
            tenant: string;
            /** @description What it is about; staff see it. */
            topic?: string | null;
        };
        /** @description The sign-in, and where to queue. */
        RegisteredByLink: {
            login: components["schemas"]["LoginResult"];
            /** Format: int64 */
            teamId?: number | null;
            topic?: string | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RegisteredByLinkReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RegisteredByLink"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RegistrationLink: {
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["UserRef"];
            /** Format: date-time */
            expiresAt?: string | null;
            /** Format: int64 */
            id: number;
            name: string;
            /** @description Whether the phone has to be proven by a code. */
            phoneCode: boolean;
            state: components["schemas"]["LinkState"];
            /** @description Where its customers queue; the tenant's default team without one. */
            team?: components["schemas"]["TeamRef"] | null;
            topic?: string | null;
            /** @description What to open: the public form. */
            url: string;
            /** Format: int32 */
            uses: number;
            /**
             * Format: int32
             * @description How many customers may come by it; any number without one.
             */
            usesMax?: number | null;
        };
        RegistrationLinkPage: {
            list: components["schemas"]["RegistrationLink"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RegistrationLinkPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RegistrationLinkPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RejectArchive: {
            /** @description What is to be done about it. */
            opinion: string;
            /**
             * Format: int32
             * @description The version that the reviewer saw.
             */
            version?: number | null;
        };
        RelatedArticle: {
            category?: string | null;
            /** Format: int64 */
            id: number;
            /** Format: double */
            relevance: number;
            title: string;
            url: string;
        };
        Relation: {
            /** @description Likewise, of the dictionary `business_type`. */
            businessTypes: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy?: components["schemas"]["UserRef"] | null;
            customer: components["schemas"]["CustomerRef"];
            /** Format: date-time */
            endedAt?: string | null;
            /** Format: int64 */
            id: number;
            priority: components["schemas"]["RelationPriority"];
            /** @description For which questions, by codes of the dictionary `problem_type`; empty = any. */
            problemTypes: string[];
            /**
             * Format: int32
             * @description Among the secondary teams, the smaller one is asked first.
             */
            rank: number;
            /** @description Why it was made or changed last. */
            reason: string;
            state: components["schemas"]["RelationState"];
            team: components["schemas"]["TeamRef"];
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            validFrom: string;
            /**
             * Format: date-time
             * @description `null` = until somebody ends it.
             */
            validUntil?: string | null;
            /**
             * Format: int32
             * @description Rises with every change.
             */
            version: number;
        };
        /** @description A change of a relation. */
        RelationChange: {
            /** Format: date-time */
            at: string;
            /** @description Nobody, when the program did it. */
            by?: components["schemas"]["UserRef"] | null;
            changes: components["schemas"]["FieldChange"][];
            customer: components["schemas"]["CustomerRef"];
            /** Format: int64 */
            id: number;
            kind: components["schemas"]["ChangeKind"];
            reason: string;
            /** Format: int64 */
            relationId: number;
            /** @description The team at that time. */
            team: components["schemas"]["TeamRef"];
        };
        RelationPage: {
            list: components["schemas"]["Relation"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RelationPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RelationPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RelationPriority: "primary" | "secondary";
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RelationReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Relation"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RelationState: ("upcoming" | "active" | "expired") | "ended";
        ReopenTicket: {
            reason: string;
        };
        ReplaceItems: {
            items: components["schemas"]["DictionaryItem"][];
        };
        ResetPassword: {
            /** @description 8 to 128 characters. */
            newPassword: string;
            token: string;
        };
        RestoreArticle: {
            /** Format: int32 */
            version: number;
        };
        /** @description Contact data as it is; every look is in the audit trail. */
        Revealed: {
            email?: string | null;
            emergencyPhone?: string | null;
            landline?: string | null;
            phone?: string | null;
        };
        /** @description Credit code and phone as they are; every look is in the audit trail. */
        RevealedOrganization: {
            creditCode?: string | null;
            phone?: string | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RevealedOrganizationReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RevealedOrganization"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description The contact data that an application asks for, as it is; every look is in the audit trail. */
        RevealedProposal: {
            creditCode?: string | null;
            email?: string | null;
            emergencyPhone?: string | null;
            landline?: string | null;
            organizationPhone?: string | null;
            phone?: string | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RevealedProposalReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RevealedProposal"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RevealedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Revealed"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Role: {
            builtIn: boolean;
            code: string;
            description: string;
            grants: components["schemas"]["Grant"][];
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: int64 */
            userCount: number;
        };
        RoleGiven: {
            /**
             * Format: uint
             * @description Users who have the role now and did not before.
             */
            given: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RoleGivenReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RoleGiven"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RolePage: {
            list: components["schemas"]["Role"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RolePageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["RolePage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RoleRef: {
            code: string;
            /** Format: int64 */
            id: number;
            name: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        RoleReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Role"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        RouteCalls: {
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            errors: number;
            method: string;
            /** Format: double */
            p95Ms: number;
            route: string;
        };
        Rules: {
            conditions: components["schemas"]["Condition"][];
            matches: components["schemas"]["Match"];
        };
        /**
         * @description How far a grant reaches. Ordered: a wider scope includes the narrower ones.
         * @enum {string}
         */
        Scope: "own" | "team" | "department" | "tenant";
        Search: {
            q?: string | null;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Search2: {
            accountType?: components["schemas"]["AccountType"] | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            q?: string | null;
            serviceType?: components["schemas"]["ServiceType"] | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            status?: components["schemas"]["AccountStatus"] | null;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Search3: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        Search4: {
            /**
             * Format: int64
             * @default null
             */
            accountId?: number | null;
            /**
             * Format: int64
             * @default null
             */
            groupId?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description The client's request, as its answer's `x-request-id` names it. */
            requestId?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
        };
        SearchQuery: {
            /**
             * Format: uint8
             * @default 10
             */
            limit?: number;
            q: string;
        };
        SearchResult: {
            /** @description What was searched for instead, when that was not what was typed. */
            corrected?: string | null;
            hits: components["schemas"]["ArticleHit"][];
            query: string;
            /** Format: int64 */
            tookMs: number;
            /** Format: int64 */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SearchResultReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SearchResult"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description The password was right; a code of the second factor is still to come. */
        SecondStep: {
            /** @description For `POST /auth/mfa/verify`. */
            challenge: string;
            /**
             * Format: int64
             * @description Seconds until the challenge expires.
             */
            expiresIn: number;
            /** @description Always true; tells the two answers apart. */
            mfaRequired: boolean;
        };
        Segment: {
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** Format: int64 */
            id: number;
            name: string;
            rules: components["schemas"]["Rules"];
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: int32
             * @description Send it back with a change to be told when someone else was faster.
             */
            version: number;
        };
        /** @description A customer of a segment, without contact data. */
        SegmentMember: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            lastSeenAt?: string | null;
            name: string;
            organization?: components["schemas"]["OrganizationRef"] | null;
            profile: components["schemas"]["Profile"];
            vip: boolean;
        };
        SegmentMemberPage: {
            list: components["schemas"]["SegmentMember"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SegmentMemberPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SegmentMemberPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        SegmentPage: {
            list: components["schemas"]["Segment"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SegmentPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SegmentPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description How many there are, and the first of them. */
        SegmentPreview: {
            first: components["schemas"]["SegmentMember"][];
            /**
             * Format: double
             * @description Of all customers.
             */
            share: number;
            /** Format: int64 */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SegmentPreviewReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SegmentPreview"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        SegmentRemoved: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SegmentRemovedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SegmentRemoved"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SegmentReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Segment"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Sender: {
            /** Format: int64 */
            id?: number | null;
            kind: components["schemas"]["SenderKind2"];
            /** @description As it was when the message was sent. */
            name: string;
        };
        SenderKind: "aliyun_sms" | "wecom_app" | "wecom_robot" | "dingtalk_app" | "dingtalk_robot";
        /** @enum {string} */
        SenderKind2: "customer" | "user" | "system";
        /** @description What is not secret. */
        SenderSettings: {
            /**
             * Format: int64
             * @description Of an application.
             * @default null
             */
            agentId?: number | null;
            /**
             * @description Aliyun: the access key's id; WeCom: the company's id; DingTalk: the app key.
             * @default
             */
            appId?: string;
            /**
             * @description Aliyun: the signature that the text begins with.
             * @default
             */
            signName?: string;
            /**
             * @description Aliyun: the template of codes; its variable is `code`.
             * @default
             */
            templateCode?: string;
        };
        SenderToSave: {
            /** @description The one that is kept stays when this is left out. */
            secret?: string | null;
            sender: components["schemas"]["SenderKind"];
            /**
             * @default {
             *       "agentId": null,
             *       "appId": "",
             *       "signName": "",
             *       "templateCode": ""
             *     }
             */
            settings?: components["schemas"]["SenderSettings"];
            /** @description What stands in a robot's webhook address; the one that is kept stays when this is left out. */
            token?: string | null;
        };
        SeriesPoint: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            errors: number;
            /** Format: double */
            p95Ms: number;
        };
        /** @description What a customer is told before it asks for a person. */
        ServiceHours: {
            isOpen: boolean;
            /**
             * Format: date-time
             * @description When they are at work next; `null` while they are, or when nobody knows.
             */
            nextOpening?: string | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        ServiceHoursReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["ServiceHours"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Whose API an account speaks. */
        ServiceType: ("claude" | "gemini" | "openai" | "qwen" | "deepseek") | "compatible";
        /** @description A conversation as staff see it. */
        Session: {
            /** Format: int64 */
            agentReadSeq: number;
            /** Format: date-time */
            assignedAt?: string | null;
            /** @description Who serves; who served last once closed. */
            assignee?: components["schemas"]["UserRef"] | null;
            /** @description Free text when a person gave it; a code such as `auto.least_loaded` when the system decided. */
            assignReason?: string | null;
            channel: components["schemas"]["Channel2"];
            /** Format: date-time */
            closedAt?: string | null;
            closeReason?: components["schemas"]["CloseReason"] | null;
            /** Format: date-time */
            createdAt: string;
            customer: components["schemas"]["CustomerRef"];
            /** Format: int64 */
            customerReadSeq: number;
            /** Format: date-time */
            firstReplyAt?: string | null;
            /** Format: int64 */
            id: number;
            lastMessage?: components["schemas"]["LastMessage"] | null;
            /** Format: int64 */
            messageSeq: number;
            /** Format: date-time */
            queuedAt: string;
            /** Format: int16 */
            rating?: number | null;
            status: components["schemas"]["SessionStatus"];
            summary?: string | null;
            tags: string[];
            team?: components["schemas"]["TeamRef"] | null;
            ticketIds: number[];
            topic?: string | null;
            /** @description The latest transfer, whatever became of it. */
            transfer?: components["schemas"]["Transfer"] | null;
            /**
             * Format: int64
             * @description The customer's messages that the agent has not read.
             */
            unread: number;
        };
        SessionPage: {
            list: components["schemas"]["Session"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SessionPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SessionPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SessionReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Session"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        SessionStatus: "queued" | "active" | "closed";
        SetGrants: {
            grants: components["schemas"]["Grant"][];
        };
        /** @description Styles of the tenant's own (`custom_css`) are refused as an unknown field: they could cover the page. */
        SetPortalConfig: {
            contact_info?: components["schemas"]["ContactInfo"] | null;
            enabled_features?: components["schemas"]["PortalFeature"][] | null;
            /** @description An https:// address; empty takes it away. */
            logo_url?: string | null;
            portal_title?: string | null;
            /** @description `#rrggbb`; white text on it must be readable. */
            theme_color?: string | null;
            welcome_message?: string | null;
        };
        SetPortalTheme: {
            logo_url?: string | null;
            theme_color?: string | null;
        };
        SetStatus: {
            status: components["schemas"]["Presence2"];
        };
        SignIn: {
            /** Format: date-time */
            createdAt: string;
            /** @description The one that asks. */
            current: boolean;
            device: components["schemas"]["Device"];
            /**
             * Format: date-time
             * @description When it ends if it is not used.
             */
            expiresAt: string;
            /** Format: int64 */
            id: number;
            /** @description The address it was last renewed from. */
            ip?: string | null;
            /**
             * Format: date-time
             * @description To five minutes.
             */
            lastUsedAt: string;
        };
        /** @description A tenant's own app at a provider. */
        SignInApp: "dingtalk" | "wechat" | "wechat_h5";
        /** @description The apps, and the address that each provider has to be told to send browsers back to. */
        SignInApps: {
            apps: components["schemas"]["AppSettings"][];
            callbackBase: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SignInAppsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SignInApps"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        SignInOptions: {
            /** @description Providers whose accounts staff may sign in with. */
            apps: components["schemas"]["SignInApp"][];
            /** @description Staff may ask for a code by SMS. */
            phoneCode: boolean;
            /** @description Customers may. */
            phoneCodeCustomers: boolean;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SignInOptionsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SignInOptions"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        SignInSettings: {
            /**
             * Format: int32
             * @description Days from the requirement, or from the making of the user, until it holds.
             */
            mfaGraceDays: number;
            mfaRequired: components["schemas"]["MfaRequired"];
            /**
             * @description For `roles`.
             * @default []
             */
            mfaRoleIds?: number[];
            /** @description Customers whose phone is known may. */
            phoneCodeCustomers: boolean;
            /** @description Staff may sign in with a code that is sent to their phone. */
            phoneCodeUsers: boolean;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SignInSettingsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SignInSettings"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        SlugIdPath: {
            /** Format: int64 */
            id: number;
            slug: string;
        };
        SlugPath: {
            slug: string;
        };
        /** @description A tenant's public knowledge base. */
        SlugPath2: {
            slug: string;
        };
        Sort: "createdAt" | "-createdAt" | "queuedAt" | "-lastMessageAt";
        Sought: {
            /** @description Beats the name when it is known. */
            creditCode?: string | null;
            /**
             * @description The name as somebody wrote it.
             * @default
             */
            q?: string;
        };
        SpanQuery: {
            /**
             * Format: date
             * @description First day, in the tenant's time zone; thirty days back when left out.
             */
            from?: string | null;
            /**
             * Format: date
             * @description Last day; today when left out.
             */
            to?: string | null;
        };
        SplitCustomer: {
            /** @description Of the second person. */
            name: string;
            phone?: string | null;
            /**
             * @description Why, for the record.
             * @default
             */
            reason?: string;
            /**
             * @description Closed conversations that were the second person's.
             * @default []
             */
            sessionIds?: number[];
            /**
             * @description Tickets that are the second person's.
             * @default []
             */
            ticketIds?: number[];
        };
        StartBinding: {
            app: components["schemas"]["SignInApp"];
        };
        StartLogin: {
            app: components["schemas"]["SignInApp"];
            /** @description The tenant's slug; the deployment's default tenant without one. */
            tenant?: string | null;
        };
        StatsSummary: {
            /** Format: int64 */
            active: number;
            /** Format: int64 */
            articlesPublished: number;
            /**
             * Format: double
             * @description Seconds from assignment to the agent's first message, of today's conversations; null without one.
             */
            avgFirstReplySec?: number | null;
            /**
             * Format: double
             * @description Seconds in the queue, of today's assigned conversations; null without one.
             */
            avgWaitSec?: number | null;
            /** Format: int64 */
            closedToday: number;
            /** Format: int64 */
            onlineAgents: number;
            /** Format: int64 */
            queued: number;
            /**
             * Format: double
             * @description Mean of the last 30 days' ratings, 1 to 5; null without one.
             */
            ratingAvg?: number | null;
            /** @description Conversations begun in each of the last 24 hours. */
            sessionsByHour: components["schemas"]["HourCount"][];
            /** Format: int64 */
            ticketsOpen: number;
            /** Format: int64 */
            ticketsResolvedToday: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        StatsSummaryReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["StatsSummary"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Strategy: "least_loaded" | "round_robin";
        /** @description What would go with a team, for a look before it happens. */
        SuccessionPreview: {
            /**
             * Format: int64
             * @description Conversations that are served; whoever serves them goes on.
             */
            active: number;
            /** @description New conversations that name no team wait for this one. */
            isDefault: boolean;
            /** Format: int64 */
            members: number;
            /**
             * Format: int64
             * @description Of those, the ones who are in the successor already.
             */
            membersShared: number;
            /** @description Without a successor it cannot be dissolved now. */
            needsSuccessor: boolean;
            /**
             * Format: int64
             * @description Tickets that somebody still has to work on.
             */
            openTickets: number;
            /**
             * Format: int64
             * @description Conversations that wait.
             */
            queued: number;
            /**
             * Format: int64
             * @description Relations with customers that hold or will hold.
             */
            relations: number;
            /**
             * Format: int64
             * @description Of those, the ones whose customer the successor serves already; the stronger one stays.
             */
            relationsShared: number;
            successor?: components["schemas"]["TeamRef"] | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SuccessionPreviewReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SuccessionPreview"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description What went where when a team ended. */
        SuccessionResult: {
            /** Format: uint64 */
            members: number;
            /** Format: uint64 */
            relations: number;
            /**
             * Format: uint64
             * @description Relations that ended, because the successor serves the customer already or there is none.
             */
            relationsEnded: number;
            /** Format: uint64 */
            sessions: number;
            /** Format: uint64 */
            tickets: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        SuccessionResultReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["SuccessionResult"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        SuggestArticles: {
            /** @description What the customer wrote. */
            text: string;
        };
        SuggestedAction: {
            action: string;
            description: string;
            /** Format: uint8 */
            priority: number;
        };
        SuggestionQuery: {
            q: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        TagSearchQuery: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            q: string;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            /** @description Separated by commas; an article must carry all of them. */
            tags: string;
        };
        /**
         * @description A field that the stayer takes over because it has none.
         * @enum {string}
         */
        TakenField: "phone" | "email" | "password" | "gender" | "landline" | "organization" | "position" | "department" | "emergencyPhone" | "duty" | "note" | "vip" | "tags";
        Takeover: {
            /** @default  */
            reason?: string;
        };
        Team: {
            /**
             * Format: int64
             * @description Conversations that its members serve now.
             */
            active: number;
            /** @description Likewise, of the dictionary `business_type`. */
            businessTypes: string[];
            /**
             * Format: int64
             * @description Of those, the ones who take no new conversations.
             */
            busyCount: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: int64
             * @description Customers whom it serves by a relation that holds now.
             */
            customerCount: number;
            description: string;
            hours: components["schemas"]["Opening"];
            /** Format: int64 */
            id: number;
            leader?: components["schemas"]["UserRef"] | null;
            /**
             * Format: int32
             * @description Conversations that the team means to serve at once; `null` = as many as its members can.
             */
            maxSessions?: number | null;
            /** Format: int64 */
            memberCount: number;
            name: string;
            /**
             * Format: int64
             * @description Members who are online or busy.
             */
            onlineCount: number;
            /** @description What it is for, by codes of the dictionary `problem_type`; empty = anything. */
            problemTypes: string[];
            /**
             * Format: int64
             * @description Conversations that wait for this team.
             */
            queued: number;
            skills: string[];
            strategy: components["schemas"]["Strategy"];
            /**
             * Format: int32
             * @description Rises with every change of the team itself.
             */
            version: number;
        };
        TeamDay: {
            /** Format: int64 */
            abandoned: number;
            /** Format: date */
            date: string;
            /** Format: int64 */
            served: number;
        };
        TeamPage: {
            list: components["schemas"]["Team"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TeamPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TeamPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        TeamPerformance: {
            /** Format: date */
            from: string;
            /** @description Members, and whoever else served for the team; the busiest first. */
            members: components["schemas"]["MemberPerformance"][];
            /** Format: date */
            to: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TeamPerformanceReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TeamPerformance"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        TeamRef: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TeamReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Team"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description When a team is at work, and how it stands now. */
        TeamSchedule: {
            followCalendar: boolean;
            mode: components["schemas"]["HoursMode"];
            now: components["schemas"]["Opening"];
            timeZone: string;
            /**
             * Format: int32
             * @description Rises with every change; 0 = nobody has set it yet.
             */
            version: number;
            /** @description Seven days, Monday first; each has its intervals in order. */
            week: components["schemas"]["Interval"][][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TeamScheduleReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TeamSchedule"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        TeamStatistics: {
            /**
             * Format: int64
             * @description Those whose customer left before anybody came.
             */
            abandoned: number;
            /**
             * Format: int64
             * @description Different people among those served.
             */
            customers: number;
            /** @description Every day of the span, oldest first. */
            days: components["schemas"]["TeamDay"][];
            /**
             * Format: date-time
             * @description Of a team that was merged or dissolved; its figures end with it and stay its own.
             */
            endedAt?: string | null;
            /**
             * Format: double
             * @description Half of the first replies came within this.
             */
            firstReplyMedian?: number | null;
            /**
             * Format: double
             * @description From the beginning of the wait to the first reply; mean, in seconds.
             */
            firstReplySeconds?: number | null;
            /** Format: date */
            from: string;
            /** Format: int64 */
            rated: number;
            /**
             * Format: double
             * @description Mean of 1 to 5.
             */
            rating?: number | null;
            /**
             * Format: int64
             * @description Of those rated, 4 and 5.
             */
            satisfied: number;
            /**
             * Format: int64
             * @description Conversations that an agent served.
             */
            served: number;
            successor?: components["schemas"]["TeamRef"] | null;
            /** Format: int64 */
            ticketsCreated: number;
            /** Format: int64 */
            ticketsResolved: number;
            /** Format: date */
            to: string;
            /**
             * Format: double
             * @description From the beginning of the wait to the agent; mean, in seconds.
             */
            waitSeconds?: number | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TeamStatisticsReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TeamStatistics"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        Tenant: {
            /**
             * Format: int64
             * @description Since midnight UTC.
             */
            callsToday: number;
            contactEmail: string;
            contactPerson: string;
            contactPhone: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string | null;
            /** Format: int64 */
            id: number;
            /**
             * Format: date-time
             * @description The newest API call.
             */
            lastActiveAt?: string | null;
            /** Format: int32 */
            maxUsers: number;
            name: string;
            /** Format: int64 */
            openTickets: number;
            placement: components["schemas"]["PlacementKind"];
            /** @description Its name in addresses. */
            slug: string;
            status: components["schemas"]["TenantStatus"];
            /** Format: int64 */
            users: number;
        };
        TenantCalls: {
            /** Format: int64 */
            calls: number;
            name: string;
            /** Format: int64 */
            tenantId: number;
        };
        TenantCreated: {
            adminUsername: string;
            /** @description Shown once. */
            initialPassword: string;
            tenant: components["schemas"]["Tenant"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TenantCreatedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TenantCreated"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        TenantFilter: {
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description A part of the name, slug or contact person. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            status?: components["schemas"]["TenantStatus"] | null;
        };
        TenantPage: {
            list: components["schemas"]["Tenant"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TenantPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TenantPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        TenantRef: {
            /** Format: int64 */
            id: number;
            name: string;
            slug: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TenantReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Tenant"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @enum {string} */
        TenantStatus: "active" | "inactive" | "suspended";
        TestMessage: {
            /** @description A phone, an address, or who the provider knows the person by. A robot speaks to its group. */
            to?: string | null;
        };
        /** @description What came of it, in the provider's own words. */
        TestResult: {
            delivered: boolean;
            /** @description The error, or what the provider calls the message. */
            said: string;
            /** @description Another try might do. */
            temporary: boolean;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TestResultReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TestResult"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description A ticket as staff work on it. */
        Ticket: {
            /** @description The states that may follow. */
            allowedMoves: components["schemas"]["TicketStatus"][];
            assignee?: components["schemas"]["UserRef"] | null;
            /** @description What came with the ticket; those of follow-ups stand there. */
            attachments: components["schemas"]["FileRef"][];
            category?: string | null;
            /** Format: date-time */
            closedAt?: string | null;
            /** Format: date-time */
            createdAt: string;
            customer?: components["schemas"]["CustomerRef"] | null;
            description: string;
            /** Format: date-time */
            dueAt?: string | null;
            /** Format: date-time */
            firstResponseAt?: string | null;
            /** Format: int64 */
            id: number;
            no: string;
            /** @description Past its due time while we have to act; waiting for the customer does not count. */
            overdue: boolean;
            priority: components["schemas"]["TicketPriority"];
            /** Format: int16 */
            rating?: number | null;
            ratingComment?: string | null;
            /** Format: date-time */
            resolvedAt?: string | null;
            /**
             * Format: int64
             * @description The conversation that it was made from.
             */
            sessionId?: number | null;
            source: components["schemas"]["TicketSource"];
            status: components["schemas"]["TicketStatus"];
            subject: string;
            team?: components["schemas"]["TeamRef"] | null;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: int32
             * @description Send it back with a change to be told when someone else was faster.
             */
            version: number;
        };
        TicketAuthor: {
            /** Format: int64 */
            id?: number | null;
            kind: components["schemas"]["AuthorKind"];
            name: string;
        };
        TicketBatchFailure: {
            /** Format: int64 */
            id: number;
            message: string;
        };
        /** @description What became of each ticket of a batch. */
        TicketBatchResult: {
            assigned: number[];
            failed: components["schemas"]["TicketBatchFailure"][];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TicketBatchResultReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TicketBatchResult"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description A ticket in a list. */
        TicketCard: {
            assignee?: components["schemas"]["UserRef"] | null;
            category?: string | null;
            /** Format: date-time */
            createdAt: string;
            customer?: components["schemas"]["CustomerRef"] | null;
            /** Format: date-time */
            dueAt?: string | null;
            /** Format: int64 */
            id: number;
            no: string;
            /** @description Past its due time while we have to act; waiting for the customer does not count. */
            overdue: boolean;
            priority: components["schemas"]["TicketPriority"];
            status: components["schemas"]["TicketStatus"];
            subject: string;
            team?: components["schemas"]["TeamRef"] | null;
            /** Format: date-time */
            updatedAt: string;
        };
        TicketCardPage: {
            list: components["schemas"]["TicketCard"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TicketCardPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TicketCardPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        TicketChange: {
            from: components["schemas"]["TicketStatus"];
            to: components["schemas"]["TicketStatus"];
        };
        TicketDeleted: Record<string, never>;
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TicketDeletedReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TicketDeleted"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description What `POST /tickets` takes, filled in as far as the conversation tells. */
        TicketDraft: {
            /** Format: int64 */
            assigneeId?: number | null;
            /** Format: int64 */
            customerId: number;
            description: string;
            /** @description Images and files that the customer sent. */
            fileIds: number[];
            /** Format: int64 */
            sessionId: number;
            subject: string;
            /** Format: int64 */
            teamId?: number | null;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TicketDraftReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TicketDraft"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        TicketFilter: {
            /**
             * Format: int64
             * @default null
             */
            assigneeId?: number | null;
            /**
             * Format: int64
             * @default null
             */
            customerId?: number | null;
            /**
             * @description Only those of the caller.
             * @default null
             */
            mine?: boolean | null;
            /**
             * @description Only those that are late.
             * @default null
             */
            overdue?: boolean | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            priority?: components["schemas"]["TicketPriority"] | null;
            /** @description A ticket's number, part of the customer's name, or (of the 5,000 newest) part of the subject. */
            q?: string | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            sort?: components["schemas"]["TicketSort"];
            /**
             * @description One state or several, separated by commas.
             * @default []
             */
            status?: string | null;
            /**
             * Format: int64
             * @default null
             */
            teamId?: number | null;
        };
        /**
         * @description 003 §2.5.2.2: 普通, 紧急, 特急.
         * @enum {string}
         */
        TicketPriority: "normal" | "urgent" | "critical";
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TicketReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Ticket"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        TicketSort: ("-updatedAt" | "updatedAt" | "-createdAt" | "createdAt" | "-dueAt" | "-priority" | "priority") | "dueAt";
        TicketSource: "agent" | "portal" | "session";
        /** @enum {string} */
        TicketStatus: "pending" | "processing" | "waiting_customer" | "pending_review" | "resolved" | "closed" | "cancelled";
        /** @description Epoch milliseconds, or RFC 3339 on the portal's paths (`/customer-portal/`). */
        Timestamp: number | string;
        TokenPath: {
            token: string;
        };
        TokenPath2: {
            token: string;
        };
        TokenQuery: {
            token: string;
        };
        /** @description An agent offers a conversation to a colleague, or hands it to a team. */
        Transfer: {
            /** Format: date-time */
            createdAt: string;
            from: components["schemas"]["UserRef"];
            /** Format: int64 */
            id: number;
            reason: string;
            status: components["schemas"]["TransferStatus"];
            toTeam?: components["schemas"]["TeamRef"] | null;
            toUser?: components["schemas"]["UserRef"] | null;
        };
        TransferCustomer: {
            /** @description Left out, it stays; an empty one takes it away. */
            department?: string | null;
            /**
             * Format: int64
             * @description Where the editor saw the person: when it is elsewhere by now, somebody else was faster.
             */
            fromOrganizationId?: number | null;
            /** Format: int64 */
            organizationId: number;
            /** @description Left out, it stays; an empty one takes it away. */
            position?: string | null;
            /**
             * @description Why, for the record.
             * @default
             */
            reason?: string;
        };
        /** @description What a transfer would do. */
        TransferPreview: {
            from?: components["schemas"]["OrganizationRef"] | null;
            /**
             * Format: int64
             * @description People on file whom the old organization has left.
             */
            leftBehind: number;
            /** Format: int64 */
            openSessions: number;
            /** Format: int64 */
            openTickets: number;
            /**
             * Format: uint32
             * @description Code of the error registry that forbids it; none when nothing does.
             */
            refused?: number | null;
            /** Format: int64 */
            sessions: number;
            /**
             * Format: int64
             * @description Teams that serve the person by relation.
             */
            teams: number;
            /** Format: int64 */
            tickets: number;
            to: components["schemas"]["OrganizationRef"];
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TransferPreviewReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["TransferPreview"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        TransferReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Transfer"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        TransferStatus: ("pending" | "accepted" | "rejected" | "cancelled") | "timeout";
        TransferTicket: {
            reason: string;
            /** Format: int64 */
            userId: number;
        };
        TransferTo: {
            /** Format: int64 */
            organizationId: number;
        };
        /** @description A popular search. */
        TrendingKeyword: {
            /**
             * Format: int64
             * @description How many people searched for it.
             */
            count: number;
            keyword: string;
        };
        /** @description The account is real and nobody's here: its owner signs in otherwise, and claims it. */
        Unbound: {
            /** @description Always true; tells the answers apart. */
            bindRequired: boolean;
            /**
             * Format: int64
             * @description Seconds until the ticket expires.
             */
            expiresIn: number;
            /** @description As the provider calls the person. */
            name: string;
            provider: components["schemas"]["Provider"];
            /** @description For `POST /auth/accounts/claim`, in the same browser. */
            ticket: string;
        };
        /** @description What is left out stays as it is; moving is an operation of its own. */
        UpdateDepartment: {
            /**
             * Format: int64
             * @description `null` leaves it without a leader.
             * @default null
             */
            leaderId?: number | null;
            name?: string | null;
        };
        UpdateMe: {
            email?: string | null;
            locale?: components["schemas"]["Language"] | null;
            name?: string | null;
            phone?: string | null;
        };
        UpdatePortalTicket: {
            category?: string | null;
            description?: string | null;
            /**
             * @description A word about the change of state.
             * @default
             */
            note?: string;
            priority?: components["schemas"]["TicketPriority"] | null;
            status?: components["schemas"]["PortalTicketEnd"] | null;
            subject?: string | null;
        };
        /** @description Changes what was agreed; who and with which team stays. */
        UpdateRelation: {
            /** @default [] */
            businessTypes?: string[];
            priority: components["schemas"]["RelationPriority"];
            /** @default [] */
            problemTypes?: string[];
            /**
             * Format: int32
             * @description Among the secondary teams, the smaller one is asked first.
             * @default 1
             */
            rank?: number;
            /** @description 003 §3.1.2 asks why. */
            reason: string;
            /**
             * @description Makes another team secondary that is primary at that time, instead of refusing.
             * @default false
             */
            replacePrimary?: boolean;
            /**
             * Format: date-time
             * @description Now, or as it was, when left out.
             */
            validFrom?: string | null;
            /**
             * Format: date-time
             * @description Left out = until somebody ends it.
             */
            validUntil?: string | null;
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
        };
        /** @description What is left out stays as it is. */
        UpdateRole: {
            description?: string | null;
            grants?: components["schemas"]["Grant"][] | null;
            name?: string | null;
        };
        /** @description What is left out stays as it is. */
        UpdateTenant: {
            contactEmail?: string | null;
            contactPerson?: string | null;
            contactPhone?: string | null;
            /** Format: date-time */
            expiresAt?: string | null;
            /** Format: int32 */
            maxUsers?: number | null;
            name?: string | null;
        };
        UpdateTicket: {
            /** @description An empty one takes it away. */
            category?: string | null;
            description?: string | null;
            priority?: components["schemas"]["TicketPriority"] | null;
            subject?: string | null;
            /**
             * Format: int32
             * @description The version that the editor saw.
             */
            version?: number | null;
        };
        /** @description What is left out stays as it is. */
        UpdateUser: {
            /**
             * Format: int64
             * @description `null` takes the user out of its department.
             * @default null
             */
            departmentId?: number | null;
            email?: string | null;
            /** Format: int32 */
            maxSessions?: number | null;
            name?: string | null;
            phone?: string | null;
            roleIds?: number[] | null;
            skills?: string[] | null;
            /** @description Locking is an operation of its own. */
            status?: components["schemas"]["Presence"] | null;
            teamIds?: number[] | null;
        };
        User: {
            /** Format: date-time */
            createdAt: string;
            department?: components["schemas"]["DepartmentRef"] | null;
            email?: string | null;
            /** Format: int64 */
            id: number;
            /** @description Only in the answer that created the user. */
            initialPassword?: string | null;
            /** Format: date-time */
            lastLoginAt?: string | null;
            /**
             * Format: int32
             * @description Conversations at once.
             */
            maxSessions: number;
            /** @description Two-step verification. */
            mfaEnabled: boolean;
            mustChangePassword: boolean;
            name: string;
            phone?: string | null;
            roles: components["schemas"]["RoleRef"][];
            skills: string[];
            status: components["schemas"]["UserStatus"];
            teams: components["schemas"]["TeamRef"][];
            username: string;
        };
        UserAccountPath: {
            /** Format: int64 */
            accountId: number;
            /** Format: int64 */
            id: number;
        };
        /** @description Use as `#[serde(flatten)] #[garde(dive)] page: PageQuery` in a list's query. */
        UserFilter: {
            /**
             * Format: int64
             * @description With everything below it.
             * @default null
             */
            departmentId?: number | null;
            /**
             * Format: uint32
             * @description From 1.
             * @default 1
             */
            page?: number;
            /** @description A part of the user name, name, e-mail address or phone. */
            q?: string | null;
            /**
             * Format: int64
             * @default null
             */
            roleId?: number | null;
            /**
             * Format: uint32
             * @default 20
             */
            size?: number;
            status?: components["schemas"]["UserStatus"] | null;
            /**
             * Format: int64
             * @default null
             */
            teamId?: number | null;
        };
        UserPage: {
            list: components["schemas"]["User"][];
            /** Format: uint32 */
            page: number;
            /** Format: int64 */
            pages: number;
            /** Format: uint32 */
            size: number;
            /**
             * Format: int64
             * @description Counted up to 10,000: that many says that there are as many or more.
             */
            total: number;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        UserPageReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["UserPage"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        /** @description A member of the tenant's staff. */
        UserRef: {
            avatarUrl?: string | null;
            /** Format: int64 */
            id: number;
            name: string;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        UserReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["User"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        UserSignInPath: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            sessionId: number;
        };
        /** @enum {string} */
        UserStatus: "active" | "inactive" | "locked";
        /** @description What checking the chain found. */
        Verdict: {
            /**
             * Format: int64
             * @description The first row that is changed or missing.
             */
            brokenAt?: number | null;
            /** Format: int64 */
            checked: number;
            intact: boolean;
        };
        /** @description `{"code":200,"message":"success","data":...,"timestamp":...,"trace_id":"..."}`. */
        VerdictReply: {
            /** Format: uint16 */
            code: number;
            data: components["schemas"]["Verdict"];
            message: string;
            timestamp: components["schemas"]["Timestamp"];
            trace_id: string;
        };
        VerifyMfa: {
            challenge: string;
            /** @description Six digits of the app, or a recovery code. */
            code: string;
        };
        Wanted: {
            /** @description A code of the dictionary `business_type`. */
            businessType?: string | null;
            /** @description A code of the dictionary `problem_type`. */
            problemType?: string | null;
            /** @description What it is about, in words; skills that occur in them count. */
            q?: string | null;
        };
        /** @description Since when, or until when: exactly one of the two. */
        When: {
            /** Format: uint16 */
            withinDays: number;
        } | {
            /** Format: uint16 */
            beforeDays: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAgents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_AgentStateReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMyAgentState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentStateReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setMyStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetStatus"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentStateReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAiAccounts: {
        parameters: {
            query?: {
                accountType?: components["schemas"]["AccountType"];
                /** @description From 1. */
                page?: number;
                q?: string;
                serviceType?: components["schemas"]["ServiceType"];
                size?: number;
                status?: components["schemas"]["AccountStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiAccountPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAiAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiAccountInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiAccountReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAiAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiAccountDetailsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAiAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiAccountInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiAccountReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAiAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkAiAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiHealthCheckReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bulkAiAccounts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiAccountBulk"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiAccountBulkResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAiCalls: {
        parameters: {
            query?: {
                accountId?: number;
                groupId?: number;
                /** @description From 1. */
                page?: number;
                /** @description The client's request, as its answer's `x-request-id` names it. */
                requestId?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiCallPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    aiChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiChatInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiChatReplyReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAiGroups: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAiGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiGroupInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAiGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAiGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiGroupInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAiGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAiGroupKeys: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupKeyPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAiGroupKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiGroupKeyInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupKeyCreatedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAiGroupKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
                keyId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateAiGroupKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
                keyId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiGroupKeyRotation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupKeyCreatedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAiGroupMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_AiGroupMemberReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAiGroupMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiMemberInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_AiGroupMemberReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAiGroupMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
                userId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    monitorAiGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiGroupMonitorReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAiGroupBinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiResourceBindingReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bindAiGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiBindingInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiResourceBindingReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainAiRoute: {
        parameters: {
            query?: {
                maxTokens?: number;
                model?: string;
                serviceType?: components["schemas"]["ServiceType"];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiRouteReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAiGroupUsage: {
        parameters: {
            query?: {
                by?: components["schemas"]["AiSplitBy"];
                endDate?: string;
                granularity?: components["schemas"]["AiGranularity"];
                groupId?: number;
                serviceType?: components["schemas"]["ServiceType"];
                /** @description The last 30 days when left out. */
                startDate?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiUsageStatsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAiOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiOverviewReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAiSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAiSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiSettings"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAiUsage: {
        parameters: {
            query?: {
                by?: components["schemas"]["AiSplitBy"];
                endDate?: string;
                granularity?: components["schemas"]["AiGranularity"];
                groupId?: number;
                serviceType?: components["schemas"]["ServiceType"];
                /** @description The last 30 days when left out. */
                startDate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiUsageStatsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAiUsage: {
        parameters: {
            query?: {
                by?: components["schemas"]["AiSplitBy"];
                endDate?: string;
                granularity?: components["schemas"]["AiGranularity"];
                groupId?: number;
                serviceType?: components["schemas"]["ServiceType"];
                /** @description The last 30 days when left out. */
                startDate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    splitAiUsage: {
        parameters: {
            query?: {
                by?: components["schemas"]["AiSplitBy"];
                endDate?: string;
                granularity?: components["schemas"]["AiGranularity"];
                groupId?: number;
                serviceType?: components["schemas"]["ServiceType"];
                /** @description The last 30 days when left out. */
                startDate?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_AiSplitRowReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyCreatedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listArchiveApplications: {
        parameters: {
            query?: {
                customerId?: number;
                /** @description Only those of the caller. */
                mine?: boolean;
                /** @description From 1. */
                page?: number;
                /** @description Part of the customer's name. */
                q?: string;
                size?: number;
                status?: components["schemas"]["ApplicationStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveApplicationCardPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getArchiveApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveApplicationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardArchiveApplication: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveApplicationDiscardedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveArchiveApplication: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveArchive"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveApplicationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rejectArchiveApplication: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectArchive"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveApplicationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealArchiveApplication: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedProposalReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawArchiveApplication: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveApplicationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listArchiveRecords: {
        parameters: {
            query?: {
                customerId?: number;
                kind?: components["schemas"]["ArchiveRecordKind"];
                /** @description From 1. */
                page?: number;
                /** @description Part of a name. */
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveRecordPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description An action, or the beginning of one: `user`, `user.lock`. */
                action?: string;
                /** @description A part of the actor's name. */
                actor?: string;
                /** @description The last id of the page before: the next ones are older. */
                after?: number;
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAuditTrail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_BoundAccountReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unbindAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bindAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeAndState"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_BoundAccountReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Claim"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_BoundAccountReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBinding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartBinding"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizeUrlReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginByDingtalk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeAndState"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginByPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneLogin"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendLoginCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startProviderLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartLogin"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizeUrlReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginByWechat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeAndState"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaStatusReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmMfa"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setUpMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaSecretReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyMfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyMfa"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSignInOptions: {
        parameters: {
            query?: {
                /** @description The tenant's slug; the deployment's default tenant without one. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptionsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_SignInReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSignInsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                /** @description Only calls before this id: the cursor of a long feed. */
                before?: number;
                method?: string;
                /** @description Only calls that took at least this many milliseconds. */
                minMs?: number;
                /** @description Part of the path. */
                q?: string;
                size?: number;
                /** @description 2 to 5: the first digit of the status. */
                statusClass?: number;
                /** @description Only this tenant's calls. */
                tenantId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiCallPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerImports: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportCardPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCustomerImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description CSV in UTF-8 or GBK, or XLSX without macros; at most 64 MiB and 300,000 rows.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomerImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomerImportBadRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table, to be saved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelCustomerImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkCustomerImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerImportPlan"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerImportRows: {
        parameters: {
            query?: {
                code?: components["schemas"]["ImportIssueCode"];
                outcome?: components["schemas"]["ImportRowOutcome"];
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startCustomerImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomerImportTemplate: {
        parameters: {
            query?: {
                /** @description `csv`, or `xlsx` when left out. */
                format?: components["schemas"]["ImportFileKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table, to be saved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalAsk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiChatRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiChatAnswerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalAskFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiChatFeedback"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalAskHistory: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description A visit; left out, a signed-in customer's whole history. */
                session_id?: string;
                size?: number;
            };
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiChatTurnPortalList"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalAskRecommendations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_stringReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPortalConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalConfigReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPortalConfig: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPortalConfig"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalConfigReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyFeedback: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
                status?: components["schemas"]["FeedbackStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPortalList"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveFeedback"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMyFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerFeedback"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rateService: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRating"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalRatingReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalSearch: {
        parameters: {
            query: {
                category_id?: number;
                /** @description From 1. */
                page?: number;
                q: string;
                size?: number;
            };
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalHitPortalList"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalSearchCategory: {
        parameters: {
            query: {
                category_id: number;
                /** @description From 1. */
                page?: number;
                q: string;
                size?: number;
            };
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalHitPortalList"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalSuggestions: {
        parameters: {
            query: {
                q: string;
            };
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_stringReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalSearchTags: {
        parameters: {
            query: {
                /** @description From 1. */
                page?: number;
                q: string;
                size?: number;
                /** @description Separated by commas; an article must carry all of them. */
                tags: string;
            };
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalHitPortalList"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    portalTrending: {
        parameters: {
            query?: never;
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_TrendingKeywordReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPortalTheme: {
        parameters: {
            query?: never;
            header?: {
                /** @description Short name of the tenant, for callers who have not signed in. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalThemeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPortalTheme: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPortalTheme"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalThemeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPortalTickets: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description A ticket's number, or part of the subject. */
                q?: string;
                size?: number;
                /** @description One state or several, separated by commas. */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTicketCardPortalList"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPortalTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPortalTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPortalTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePortalTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdatePortalTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attachToPortalTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description At most 20 MiB.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileRefReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenPortalTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replyToPortalTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPortalReply"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalReplyReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPortalTicketStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalTicketStatusReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSegments: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSegment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSegment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentRemovedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSegmentCustomers: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentMemberPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewSegment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rules"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentPreviewReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRelations: {
        parameters: {
            query?: {
                customerId?: number;
                /** @description From 1. */
                page?: number;
                priority?: components["schemas"]["RelationPriority"];
                /** @description Part of the customer's, the organization's or the team's name. */
                q?: string;
                size?: number;
                /** @description Those that were ended are only in the list when asked for. */
                state?: components["schemas"]["RelationState"];
                teamId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRelation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRelation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRelation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateRelation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRelation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRelation: {
        parameters: {
            query?: {
                reason?: string;
                /** @description The version that the editor saw. */
                version?: number;
            };
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["nullReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRelationChanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_RelationChangeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    batchCreateRelations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchRelations"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchBoundReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExpiringRelations: {
        parameters: {
            query?: {
                /** @description Within how many days; 7 when left out. */
                days?: number;
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                organizationId?: number;
                /** @description From 1. */
                page?: number;
                profile?: components["schemas"]["Profile"];
                /** @description Part of the name, or the whole phone number. */
                q?: string;
                size?: number;
                vip?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDeletedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArchiveCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveApplicationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    convertCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConvertCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDataExports: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataExportPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDataExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataExportReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePreviewReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recommendTeams: {
        parameters: {
            query?: {
                /** @description A code of the dictionary `business_type`. */
                businessType?: string;
                /** @description A code of the dictionary `problem_type`. */
                problemType?: string;
                /** @description What it is about, in words; skills that occur in them count. */
                q?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_RecommendedTeamReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerServices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerServicesReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    splitCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerTagsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setCustomerTags: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerTags"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerTagsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerTeams: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_RelationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomerTeamChanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_RelationChangeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transferCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewTransfer: {
        parameters: {
            query: {
                organizationId: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferPreviewReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerExport"];
            };
        };
        responses: {
            /** @description A table, to be saved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mergeCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeCustomers"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewMerge: {
        parameters: {
            query: {
                dropId: number;
                keepId: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreviewReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPendingArchive: {
        parameters: {
            query?: {
                organizationId?: number;
                /** @description From 1. */
                page?: number;
                /** @description Part of the name, or the whole phone number. */
                q?: string;
                size?: number;
                stage?: components["schemas"]["ArchiveStage"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingCustomerPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRegisterLinks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLinks"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_RegistrationLinkReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyRegisterLink: {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDataExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataExportReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadDataExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ZIP archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDepartments: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description A part of the name. */
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDepartment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDepartment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDepartment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateDepartment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateDepartment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDepartment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveDepartment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveDepartment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    departmentTree: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_DepartmentNodeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDictionaries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_DictionaryReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDictionaryItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_DictionaryItemReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceDictionaryItems: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceItems"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_DictionaryItemReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEnterpriseAiAccounts: {
        parameters: {
            query?: {
                accountType?: components["schemas"]["AccountType"];
                /** @description From 1. */
                page?: number;
                q?: string;
                serviceType?: components["schemas"]["ServiceType"];
                size?: number;
                status?: components["schemas"]["AccountStatus"];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiAccountPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEnterpriseAiAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiAccountInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiAccountReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listErasures: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pollEvents: {
        parameters: {
            query: {
                /** @description Comma-separated `stream:lastSeq`. */
                streams: string;
                /** @description Seconds to wait for an event, at most 55. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FramesReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followEvents: {
        parameters: {
            query: {
                /** @description Comma-separated `stream:lastSeq`; without a number, from now on. */
                streams: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream of frames. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFeedback: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
                status?: components["schemas"]["FeedbackStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handleFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandleFeedback"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description At most 20 MiB.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileRefReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadFile: {
        parameters: {
            query?: {
                /** @description When the link ends, in seconds since 1970. */
                exp?: number;
                sig?: string;
                /** @description The tenant that the link reaches. */
                t?: number;
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content, or a range of it with status 206. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGroupResourceBinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiResourceBindingReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateGroupResourceBinding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiBindingInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiResourceBindingReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGroupUsageStats: {
        parameters: {
            query?: {
                by?: components["schemas"]["AiSplitBy"];
                endDate?: string;
                granularity?: components["schemas"]["AiGranularity"];
                groupId?: number;
                serviceType?: components["schemas"]["ServiceType"];
                /** @description The last 30 days when left out. */
                startDate?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiUsageStatsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listArticles: {
        parameters: {
            query?: {
                categoryId?: number;
                /** @description From 1. */
                page?: number;
                /** @description Part of the title. */
                q?: string;
                size?: number;
                sort?: components["schemas"]["ArticleSort"];
                status?: components["schemas"]["ArticleStatus"];
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleCardPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createArticle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewArticle"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateArticle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewArticle"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteArticle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishArticle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreArticle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreArticle"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unpublishArticle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listArticleVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_ArticleVersionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchArticles: {
        parameters: {
            query: {
                limit?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_CategoryReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description JSON Lines (.jsonl) or CSV in UTF-8 or GBK (.csv) with title, body and, optionally, id, category and tags; at most 256 MiB.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJobReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJobReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJobReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askKnowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KnowledgeQuestion"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestArticles: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestArticles"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_ArticleHitReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMails: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutboxMailPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMyServiceHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceHoursReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMySessions: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
                status?: components["schemas"]["SessionStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySessionPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginMySession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginSession"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaveMySession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyMessages: {
        parameters: {
            query?: {
                after?: number;
                before?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendMyMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rateMySession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rating"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMySession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadUpTo"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                industry?: string;
                /** @description From 1. */
                page?: number;
                /** @description Part of the name, or the whole credit code. */
                q?: string;
                /** @description Part of the region's name. */
                region?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrganization"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrganization"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationDeletedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganizationContacts: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Part of the name, or the whole phone number. */
                q?: string;
                size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedOrganizationReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganizationServices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerServicesReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportOrganizations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationExport"];
            };
        };
        responses: {
            /** @description A table, to be saved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    matchOrganizations: {
        parameters: {
            query?: {
                /** @description Beats the name when it is known. */
                creditCode?: string;
                /** @description The name as somebody wrote it. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_OrganizationMatchReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_PermissionInfoReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissionTree: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_PermissionNodeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlatformCalls: {
        parameters: {
            query?: {
                /** @description Only calls before this id: the cursor of a long feed. */
                before?: number;
                method?: string;
                /** @description Only calls that took at least this many milliseconds. */
                minMs?: number;
                /** @description Part of the path. */
                q?: string;
                size?: number;
                /** @description 2 to 5: the first digit of the status. */
                statusClass?: number;
                /** @description Only this tenant's calls. */
                tenantId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiCallPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchPlatformCalls: {
        parameters: {
            query?: {
                /** @description Only calls before this id: the cursor of a long feed. */
                before?: number;
                method?: string;
                /** @description Only calls that took at least this many milliseconds. */
                minMs?: number;
                /** @description Part of the path. */
                q?: string;
                size?: number;
                /** @description 2 to 5: the first digit of the status. */
                statusClass?: number;
                /** @description Only this tenant's calls. */
                tenantId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlatformOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformOverviewReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPublicArticles: {
        parameters: {
            query?: {
                categoryId?: number;
                /** @description From 1. */
                page?: number;
                size?: number;
                sort?: components["schemas"]["ArticleSort"];
                tag?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleCardPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPublicArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    voteArticle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArticleVote"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeDoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPublicCategories: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_CategoryReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginCustomerByPhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneLogin"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendCustomerLoginCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterCustomer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerByLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterByLink"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredByLinkReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendRegisterCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneToProve"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSentReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPublicTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicTenantReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQuickReplies: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_QuickReplyReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createQuickReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuickReply"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReplyReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateQuickReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuickReply"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuickReplyReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteQuickReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRegisterLinks: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationLinkPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeRegisterLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolePageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRole"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setRoleGrants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetGrants"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveRole"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleGivenReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                assigneeId?: number;
                customerId?: number;
                /** @description Only those that the caller serves, or served last. */
                mine?: boolean;
                /** @description Only those that a transfer offers to the caller. */
                offered?: boolean;
                /** @description From 1. */
                page?: number;
                /** @description Part of the customer's name, or (of the 5,000 newest) of the topic or the last message. */
                q?: string;
                size?: number;
                sort?: components["schemas"]["Sort"];
                status?: components["schemas"]["SessionStatus"];
                teamId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSession"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assign"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAssignments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_AssignmentRecordReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseSession"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                after?: number;
                before?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadUpTo"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reassignSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assign"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeOverSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Takeover"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    draftTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDraftReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transferSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTransfer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rejectTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    batchAssign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchAssign"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUnassigned: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getArchiveSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putArchiveSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArchiveSettings"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAssignmentSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAssignmentSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentSettings"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCalendar: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCalendar"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSenders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_ChannelSenderReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSender: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                channel: components["schemas"]["Channel"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderToSave"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_ChannelSenderReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSender: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                channel: components["schemas"]["Channel"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testSender: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                channel: components["schemas"]["Channel"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestMessage"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSignInSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSignInSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInSettings"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignInApps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAppsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSignInApp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                app: components["schemas"]["SignInApp"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppToSave"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_AppSettingsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSignInApp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                app: components["schemas"]["SignInApp"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatsSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsSummaryReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Part of the name. */
                q?: string;
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["nullReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeamCustomers: {
        parameters: {
            query?: {
                customerId?: number;
                /** @description From 1. */
                page?: number;
                priority?: components["schemas"]["RelationPriority"];
                /** @description Part of the customer's, the organization's or the team's name. */
                q?: string;
                size?: number;
                /** @description Those that were ended are only in the list when asked for. */
                state?: components["schemas"]["RelationState"];
                teamId?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dissolveTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DissolveTeam"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessionResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeamMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_UserRefReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addTeamMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_UserRefReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeTeamMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["nullReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mergeTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeTeam"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessionResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeamPerformance: {
        parameters: {
            query?: {
                /** @description First day, in the tenant's time zone; thirty days back when left out. */
                from?: string;
                /** @description Last day; today when left out. */
                to?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPerformanceReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeamSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamScheduleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putTeamSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutSchedule"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamScheduleReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeamStatistics: {
        parameters: {
            query?: {
                /** @description First day, in the tenant's time zone; thirty days back when left out. */
                from?: string;
                /** @description Last day; today when left out. */
                to?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamStatisticsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewSuccession: {
        parameters: {
            query?: {
                /** @description The team that would take over. */
                into?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuccessionPreviewReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description A part of the name, slug or contact person. */
                q?: string;
                size?: number;
                status?: components["schemas"]["TenantStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantCreatedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTenant"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activateTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTickets: {
        parameters: {
            query?: {
                assigneeId?: number;
                customerId?: number;
                /** @description Only those of the caller. */
                mine?: boolean;
                /** @description Only those that are late. */
                overdue?: boolean;
                /** @description From 1. */
                page?: number;
                priority?: components["schemas"]["TicketPriority"];
                /** @description A ticket's number, part of the customer's name, or (of the 5,000 newest) part of the subject. */
                q?: string;
                size?: number;
                sort?: components["schemas"]["TicketSort"];
                /** @description One state or several, separated by commas. */
                status?: string;
                teamId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketCardPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDeletedReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTicketAssignments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_AssignmentRecordReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFollowUps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_FollowUpReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFollowUp"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowUpReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transferTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferTicket"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    batchAssignTickets: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchAssignTickets"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketBatchResultReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUnassignedTickets: {
        parameters: {
            query?: {
                assigneeId?: number;
                customerId?: number;
                /** @description Only those of the caller. */
                mine?: boolean;
                /** @description Only those that are late. */
                overdue?: boolean;
                /** @description From 1. */
                page?: number;
                priority?: components["schemas"]["TicketPriority"];
                /** @description A ticket's number, part of the customer's name, or (of the 5,000 newest) part of the subject. */
                q?: string;
                size?: number;
                sort?: components["schemas"]["TicketSort"];
                /** @description One state or several, separated by commas. */
                status?: string;
                teamId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketCardPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateMe"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPassword"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description With everything below it. */
                departmentId?: number;
                /** @description From 1. */
                page?: number;
                /** @description A part of the user name, name, e-mail address or phone. */
                q?: string;
                roleId?: number;
                size?: number;
                status?: components["schemas"]["UserStatus"];
                teamId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPageReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUserAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_BoundAccountReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unbindUserAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                accountId: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lockUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetUserMfa: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetUserPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InitialPasswordReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUserSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Array_of_SignInReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endUserSignIns: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSignInsReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endUserSignIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
                sessionId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the client's own, such as a UUID. A repeat of the same request with the same key within 24 hours is not carried out again: it gets the answer of the first (409 when that answer held a secret and was not kept). Another request with the same key is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReply"];
                };
            };
            /** @description Refused, with the reason. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
