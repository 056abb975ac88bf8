#include "access/login_audit.h"

#include "access/credentials.h"
#include "store/audit_log.h"

namespace pilothouse {

void auditLogins(Credentials &credentials, AuditLog &audit)
{
    const auto noting = [&audit](AuditAction action) {
        return [&audit, action](const QHostAddress &peer) {
            audit.append(auditLogin(peer.toString(), action)); // the log tells when it cannot
        };
    };
    QObject::connect(&credentials, &Credentials::loggedIn, &credentials,
                     noting(AuditAction::LoginAccepted));
    QObject::connect(&credentials, &Credentials::refused, &credentials,
                     noting(AuditAction::LoginRefused));
    QObject::connect(&credentials, &Credentials::loggedOut, &credentials,
                     noting(AuditAction::LoggedOut));
}

} // namespace pilothouse
