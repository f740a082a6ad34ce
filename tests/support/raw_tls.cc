#include "tests/support/raw_tls.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/time/clock.h"

namespace ogi {
namespace {

constexpr unsigned char kProtocols[] = {2, 'h', '2'};

}  // namespace

RawConnection::RawConnection(int port) {
  // OpenSSL writes without MSG_NOSIGNAL.
  signal(SIGPIPE, SIG_IGN);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    close(std::exchange(socket_, -1));
    return;
  }
  fcntl(socket_, F_SETFL, O_NONBLOCK);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

RawConnection::~RawConnection() {
  if (socket_ >= 0) close(socket_);
}

bool RawConnection::Wait(int16_t events, absl::Time until) const {
  pollfd waited = {socket_, events, 0};
  const int64_t left = absl::ToInt64Milliseconds(until - absl::Now());
  return poll(&waited, 1, static_cast<int>(std::max<int64_t>(0, left))) > 0;
}

bool RawConnection::Send(absl::string_view bytes, absl::Duration patience) {
  const absl::Time until = absl::Now() + patience;
  while (open() && !bytes.empty()) {
    const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count > 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
    } else if (errno != EAGAIN || !Wait(POLLOUT, until)) {
      return false;
    }
  }
  return bytes.empty();
}

bool RawConnection::Drain(absl::Duration patience) {
  if (!open()) return true;
  const absl::Time until = absl::Now() + patience;
  shutdown(socket_, SHUT_WR);
  char dropped[16384];
  while (true) {
    const ssize_t count = recv(socket_, dropped, sizeof(dropped), 0);
    if (count > 0) continue;
    if (count == 0 || errno != EAGAIN) return true;
    if (!Wait(POLLIN, until)) return false;
  }
}

void RawConnection::Reset() {
  if (!open()) return;
  const linger at_once = {1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  close(std::exchange(socket_, -1));
}

RawTlsConnection::RawTlsConnection(SSL_CTX* context, int port, absl::Duration patience)
    : RawConnection(port), ssl_(SSL_new(context)) {
  if (!open()) return;
  const absl::Time until = absl::Now() + patience;
  SSL_set_fd(ssl_, socket_);
  int result = 0;
  while ((result = SSL_connect(ssl_)) <= 0) {
    if (!WaitAfter(result, until)) return;
  }
  ready_ = true;
}

RawTlsConnection::~RawTlsConnection() { SSL_free(ssl_); }

bool RawTlsConnection::WaitAfter(int result, absl::Time until) {
  const int error = SSL_get_error(ssl_, result);
  if (error == SSL_ERROR_WANT_READ) return Wait(POLLIN, until);
  return error == SSL_ERROR_WANT_WRITE && Wait(POLLIN | POLLOUT, until);
}

bool RawTlsConnection::Send(absl::string_view bytes, absl::Duration patience) {
  const absl::Time until = absl::Now() + patience;
  while (open() && ready_ && !bytes.empty()) {
    char dropped[16384];
    while (SSL_read(ssl_, dropped, sizeof(dropped)) > 0) {
    }
    const int count = SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
    if (count > 0) {
      bytes.remove_prefix(static_cast<size_t>(count));
    } else if (!WaitAfter(count, until)) {
      return false;
    }
  }
  return bytes.empty();
}

RawTlsClient::RawTlsClient(const std::string& certificate_file, const std::string& key_file)
    : context_(SSL_CTX_new(TLS_client_method())) {
  SSL_CTX_set_alpn_protos(context_, kProtocols, sizeof(kProtocols));
  SSL_CTX_set_mode(context_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  if (certificate_file.empty()) return;
  if (SSL_CTX_use_certificate_chain_file(context_, certificate_file.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context_, key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    std::abort();
  }
}

RawTlsClient::~RawTlsClient() { SSL_CTX_free(context_); }

std::unique_ptr<RawTlsConnection> RawTlsClient::Connect(int port, absl::Duration patience) const {
  return std::make_unique<RawTlsConnection>(context_, port, patience);
}

std::string RawTlsClient::Hello() const {
  SSL* const ssl = SSL_new(context_);
  BIO* const out = BIO_new(BIO_s_mem());
  SSL_set_bio(ssl, BIO_new(BIO_s_mem()), out);
  SSL_connect(ssl);
  std::string hello(static_cast<size_t>(BIO_pending(out)), '\0');
  BIO_read(out, hello.data(), static_cast<int>(hello.size()));
  SSL_free(ssl);
  return hello;
}

}  // namespace ogi
