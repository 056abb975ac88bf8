#include "http/api.h"

#include "access/auth_routes.h"
#include "access/login_audit.h"
#include "http/audit_routes.h"
#include "http/control_routes.h"
#include "http/desks/desk_routes.h"
#include "http/doc_routes.h"
#include "pages/docs_page.h"
#include "http/egress_routes.h"
#include "http/event_routes.h"
#include "http/export_routes.h"
#include "http/element_routes.h"
#include "http/picture_routes.h"
#include "http/push/push_routes.h"
#include "http/run_routes.h"
#include "http/search_routes.h"
#include "http/secret_routes.h"
#include "http/session_routes.h"
#include "http/nodes/node_routes.h"
#include "http/sharing/share_routes.h"
#include "http/sharing/shared_routes.h"
#include "http/template_routes.h"
#include "pages/web_ui.h"

namespace pilothouse {

void addAllRoutes(Router &router, Credentials &credentials, const ApiParts &parts,
                  const ServerState &state)
{
    auditLogins(credentials, parts.audit);
    addAuthRoutes(router, credentials);
    addSessionRoutes(router, parts);
    addTemplateRoutes(router, parts);
    addDeskRoutes(router, parts);
    addPushRoutes(router, parts);
    addSearchRoutes(router, parts);
    addRunRoutes(router, parts);
    addControlRoutes(router, parts);
    addEgressRoutes(router, parts);
    addSecretRoutes(router, parts);
    addEventRoutes(router, parts, credentials);
    addPictureRoutes(router, parts);
    addElementRoutes(router, parts);
    addExportRoutes(router, parts);
    addShareRoutes(router, parts);
    addSharedRoutes(router, parts);
    addFileRoutes(router, parts);
    addAuditRoutes(router, parts);
    addHealthRoutes(router, parts, state);
    addNodeRoutes(router, parts, state.nodes);
    addDocRoutes(router);
    addDocsPage(router);
    addWebUi(router);
}

} // namespace pilothouse
