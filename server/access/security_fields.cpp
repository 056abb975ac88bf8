#include "access/security_fields.h"

namespace pilothouse {

HttpFields securityFields()
{
    return {
        {"content-security-policy",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
         "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
         "manifest-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
         "form-action 'self'"},
        {"cache-control", "no-store"}, // the pages and kept libraries say it differently
        {"x-content-type-options", "nosniff"},
        {"x-frame-options", "SAMEORIGIN"},
        {"referrer-policy", "no-referrer"},
        {"permissions-policy",
         "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=(self), "
         "clipboard-write=(self), fullscreen=(self)"},
        {"cross-origin-opener-policy", "same-origin"},
        {"cross-origin-resource-policy", "same-origin"},
    };
}

} // namespace pilothouse
