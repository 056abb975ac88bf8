#pragma once

namespace pilothouse {

class Credentials;
class Router;

/// Adds to `router`, for which `credentials` must outlive it:
/// - POST /auth/ticket {path} -> {ticket, expires_in}: one GET or upgrade at or below that path,
///   with "?ticket=", within expires_in seconds;
/// - GET /auth/login?next=PATH: the login page, or the way on for those who are logged in;
/// - POST /auth/login, a form (token, next) or JSON {token} -> {ok, page_key}: logs the browser in;
/// - DELETE /auth/login: logs it out;
/// - GET /auth/enter: the enter page (access/enter_page.h).
void addAuthRoutes(Router &router, Credentials &credentials);

} // namespace pilothouse
