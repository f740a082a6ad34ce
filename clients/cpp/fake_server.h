// For tests: services on a port of this machine.
#ifndef OGI_CLIENTS_CPP_FAKE_SERVER_H_
#define OGI_CLIENTS_CPP_FAKE_SERVER_H_

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <initializer_list>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"

namespace ogi::client {

class FakeServer {
 public:
  FakeServer(std::initializer_list<grpc::Service*> services) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    for (grpc::Service* service : services) builder.RegisterService(service);
    server_ = builder.BuildAndStart();
  }

  std::string target() const { return absl::StrCat("127.0.0.1:", port_); }

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_FAKE_SERVER_H_
