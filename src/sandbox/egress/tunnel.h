#pragma once

#include "first_words.h"
#include "lookup.h"
#include "poller.h"

#include <functional>
#include <string>

namespace pilothouse::egress {

/// One connection of a session to a host of its list: hears what host the client names, connects
/// to it from outside, and hands bytes on both ways until both are done.
class Tunnel
{
public:
    struct Rules
    {
        /// The host that a client named may be reached.
        std::function<bool(const std::string &host)> mayReach;
        /// So may an address that its name was found to have.
        std::function<bool(const Address &address)> mayConnect;
        std::function<void(const std::string &host)> refused;
    };
    /// `host`: what the stand-in that the client connected to stands for.
    Tunnel(Poller &poller, Lookup &lookup, Descriptor client, std::string host, in_port_t port,
           Rules rules);
    ~Tunnel();
    Tunnel(const Tunnel &) = delete;
    Tunnel &operator=(const Tunnel &) = delete;

    /// `done` is called once, and deletes it.
    void onDone(std::function<void()> done) { m_done = std::move(done); }
    /// Called now and then: gives up what waits for too long.
    void tick();

private:
    /// One direction: what was read from one end and is not written to the other yet.
    struct Way
    {
        std::string waiting;
        bool ended = false;  ///< nothing more will be read
        bool closed = false; ///< the other end has been told
    };
    void listen();
    void judge(const FirstWords &words);
    void refuse(const std::string &host, bool http);
    void lookUp();
    void connectNext();
    void onConnected();
    void carry();
    bool move(int from, int to, Way &way);
    void rewatch();
    void finish();

    Poller &m_poller;
    Lookup &m_lookup;
    Descriptor m_client;
    Descriptor m_server;
    std::string m_host;
    in_port_t m_port;
    Rules m_rules;
    std::function<void()> m_done;
    Way m_out; ///< client to server; at first the client's first words
    Way m_in;
    std::vector<Address> m_addresses; ///< still to be tried, last first
    bool m_found = false;             ///< an address of any kind was there
    int m_number = -1;                ///< of the look-up
    enum class Stage { Listening, LookingUp, Connecting, Open };
    Stage m_stage = Stage::Listening;
    Poller::Clock::time_point m_since = Poller::Clock::now(); ///< in this stage
};

} // namespace pilothouse::egress
