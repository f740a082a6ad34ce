#include "clients/cpp/connection.h"

#include <gtest/gtest.h>

namespace ogi::client {
namespace {

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
