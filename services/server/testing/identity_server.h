// A server that does nothing but ask who calls, and clients that call it.
#ifndef OGI_SERVICES_SERVER_TESTING_IDENTITY_SERVER_H_
#define OGI_SERVICES_SERVER_TESTING_IDENTITY_SERVER_H_

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "common/wire/status.h"
#include "services/server/authenticator.h"
#include "services/server/credentials.h"
#include "tests/support/certificates.h"
#include "tests/support/fakes.h"

namespace ogi {

class IdentityServer : public grpc::CallbackGenericService {
 public:
  // Both outlive it.
  IdentityServer(const ServerOptions& options, const Authenticator* authenticator,
                 const Clock* clock)
      : authenticator_(authenticator), clock_(clock) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", *ServerCredentials(options), &port_);
    builder.RegisterCallbackGenericService(this);
    server_ = builder.BuildAndStart();
  }

  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }

  // Of the last call.
  absl::StatusOr<Caller> caller() const {
    const absl::MutexLock lock(&mutex_);
    return caller_;
  }
  std::string fingerprint() const {
    const absl::MutexLock lock(&mutex_);
    return fingerprint_;
  }

 private:
  class Answer : public grpc::ServerGenericBidiReactor {
   public:
    explicit Answer(const absl::Status& status) {
      if (status.ok()) {
        StartWriteAndFinish(&empty_, {}, grpc::Status::OK);
      } else {
        Finish(wire::ToGrpc(status));
      }
    }
    void OnDone() override { delete this; }

   private:
    grpc::Slice slice_{""};
    grpc::ByteBuffer empty_{&slice_, 1};
  };

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    const absl::MutexLock lock(&mutex_);
    caller_ = authenticator_->Identify(*context, clock_->Now());
    fingerprint_ = Authenticator::FingerprintOf(*context);
    return new Answer(caller_.status());
  }

  const Authenticator* const authenticator_;
  const Clock* const clock_;
  mutable absl::Mutex mutex_;
  absl::StatusOr<Caller> caller_ ABSL_GUARDED_BY(mutex_) = absl::UnknownError("no call yet");
  std::string fingerprint_ ABSL_GUARDED_BY(mutex_);
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// One connection.
class IdentityClient {
 public:
  using Metadata = std::vector<std::pair<std::string, std::string>>;

  // `name` is that of a certificate in `own`; empty for none. `roots` are PEM.
  IdentityClient(const std::string& address, const std::string& roots, const Certificates& own,
                 const std::string& name) {
    grpc::SslCredentialsOptions options{.pem_root_certs = roots};
    if (!name.empty()) {
      options.pem_private_key = own.Text(name + "-key.pem");
      options.pem_cert_chain = own.Text(name + ".pem");
    }
    grpc::ChannelArguments arguments;
    // Else a channel like an earlier one shares its connection.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stub_ = std::make_unique<grpc::GenericStub>(
        grpc::CreateCustomChannel(address, grpc::SslCredentials(options), arguments));
  }

  grpc::Status Call(const Metadata& metadata = {}) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
    grpc::Slice slice("");
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    grpc::Status status;
    absl::Notification done;
    stub_->UnaryCall(&context, "/ogi.Identity/Ask", {}, &request, &response,
                     [&status, &done](grpc::Status outcome) {
                       status = std::move(outcome);
                       done.Notify();
                     });
    done.WaitForNotification();
    if (status.ok()) {
      const auto shown =
          context.auth_context()->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
      server_certificate_ = shown.empty() ? "" : std::string(shown[0].data(), shown[0].size());
    }
    return status;
  }

  // PEM; after a call.
  const std::string& server_certificate() const { return server_certificate_; }

 private:
  std::unique_ptr<grpc::GenericStub> stub_;
  std::string server_certificate_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_TESTING_IDENTITY_SERVER_H_
