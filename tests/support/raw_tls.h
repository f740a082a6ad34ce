// A TLS client that sends whatever bytes it is told to: what no library would send.
#ifndef OGI_TESTS_SUPPORT_RAW_TLS_H_
#define OGI_TESTS_SUPPORT_RAW_TLS_H_

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ogi {

// A TCP connection to this machine. Writing to one that is gone fails; it raises no signal.
class RawConnection {
 public:
  explicit RawConnection(int port);
  virtual ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  bool open() const { return socket_ >= 0; }
  // Whether all of it went out; false too where the other side takes nothing for `patience`. Drops
  // what comes back meanwhile.
  virtual bool Send(absl::string_view bytes, absl::Duration patience);
  // Ends our side and reads until the other side has ended, which is then through with all that was
  // sent. False where it has not within `patience`.
  bool Drain(absl::Duration patience);
  // Without a farewell: what the other side sends from now on is answered by a reset.
  void Reset();

 protected:
  // Waits for poll(2) `events`.
  bool Wait(int16_t events, absl::Time until) const;

  int socket_ = -1;
};

// Over TLS, with HTTP/2 as the protocol. The server's certificate is not looked at.
class RawTlsConnection : public RawConnection {
 public:
  RawTlsConnection(SSL_CTX* context, int port, absl::Duration patience);
  ~RawTlsConnection() override;

  // Whether the handshake is done, as far as this side can tell.
  bool ready() const { return ready_; }
  bool Send(absl::string_view bytes, absl::Duration patience) override;

 private:
  bool WaitAfter(int result, absl::Time until);

  SSL* ssl_ = nullptr;
  bool ready_ = false;
};

// Connections of one caller. Without files, of one who shows no certificate.
class RawTlsClient {
 public:
  explicit RawTlsClient(const std::string& certificate_file = "", const std::string& key_file = "");
  ~RawTlsClient();
  RawTlsClient(const RawTlsClient&) = delete;
  RawTlsClient& operator=(const RawTlsClient&) = delete;

  std::unique_ptr<RawTlsConnection> Connect(int port, absl::Duration patience) const;
  // The first bytes of a handshake.
  std::string Hello() const;

 private:
  SSL_CTX* const context_;
};

}  // namespace ogi

#endif  // OGI_TESTS_SUPPORT_RAW_TLS_H_
