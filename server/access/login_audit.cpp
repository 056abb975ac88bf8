#include "access/login_audit.h"

#include "access/credentials.h"
#include "store/audit_log.h"

namespace pilothouse {

void auditLogins(Credentials &credentials, AuditLog &audit)
{
    const auto noting = [&audit](Login login) {
        return [&audit, login](const QHostAddress &peer) {
            audit.append(auditLogin(peer.toString(), login)); // the log tells when it cannot
        };
    };
    QObject::connect(&credentials, &Credentials::loggedIn, &credentials, noting(Login::Accepted));
    QObject::connect(&credentials, &Credentials::refused, &credentials, noting(Login::Refused));
    QObject::connect(&credentials, &Credentials::loggedOut, &credentials, noting(Login::Ended));
}

} // namespace pilothouse
