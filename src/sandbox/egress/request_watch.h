#pragma once

#include "open_requests.h"

#include <string>

namespace pilothouse::egress {

class Poller;
class Reports;

/// Counts the open requests of the network while the server looks at the screen, and reports the
/// count when it is another one. It takes the orders "look" and "rest".
class RequestWatch
{
public:
    /// `socket` is OpenRequests::openSocket() of the session's network. Outlived by both others.
    RequestWatch(Poller &poller, Reports &reports, Descriptor socket);
    ~RequestWatch();
    RequestWatch(const RequestWatch &) = delete;
    RequestWatch &operator=(const RequestWatch &) = delete;

    void order(const std::string &line);

private:
    void everyTick(bool on);
    void report();

    Poller &m_poller;
    Reports &m_reports;
    OpenRequests m_requests;
    Descriptor m_timer;
    int m_told = 0;
};

} // namespace pilothouse::egress
