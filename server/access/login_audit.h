#pragma once

namespace pilothouse {

class AuditLog;
class Credentials;

/// Writes log-ins, log-outs and wrong tokens of `credentials` to the audit trail from here on, with
/// the address they come from and never what was shown. Wrong tokens are limited by Credentials to
/// some for each network and minute. `audit` outlives `credentials`.
void auditLogins(Credentials &credentials, AuditLog &audit);

} // namespace pilothouse
