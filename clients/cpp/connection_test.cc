#include "clients/cpp/connection.h"

#include <gtest/gtest.h>

namespace ogi::client {
namespace {

TEST(ConnectionTest, OnlyThisMachineIsLoopback) {
  for (const char* target :
       {"127.0.0.1:7443", "127.8.9.1:1", "[::1]:7443", "localhost:7443", "unix:/run/ogi/socket"}) {
    EXPECT_TRUE(IsLoopback(target)) << target;
  }
  for (const char* target :
       {"10.0.0.1:7443", "127.evil.example:7443", "127.0.0.1.example:7443",
        "localhost.example:7443", "[::2]:7443", "0.0.0.0:1", "127.0.0.256:1", ""}) {
    EXPECT_FALSE(IsLoopback(target)) << target;
  }
}

TEST(ConnectionTest, NoTlsIsRefusedToAnotherMachine) {
  ClientOptions options;
  options.target = "10.0.0.1:7443";
  options.insecure_loopback = true;
  EXPECT_EQ(OpenChannel(options).status().code(), absl::StatusCode::kInvalidArgument);
  options.target = "127.0.0.1:7443";
  EXPECT_TRUE(OpenChannel(options).ok());
}

TEST(ConnectionTest, ACertificateNeedsItsKey) {
  ClientOptions options;
  options.certificate_file = "/certificate.pem";
  EXPECT_EQ(OpenChannel(options).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(ConnectionTest, AMissingFileIsNamed) {
  ClientOptions options;
  options.root_file = "/no/such/ca.pem";
  EXPECT_NE(OpenChannel(options).status().message().find("/no/such/ca.pem"), std::string::npos);
}

}  // namespace
}  // namespace ogi::client
