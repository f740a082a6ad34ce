#include "clients/cli/input/fingerprint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;

// SHA-256 of `abc`, from FIPS 180.
constexpr char kAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::string Pem(absl::string_view der) {
  return absl::StrCat("-----BEGIN CERTIFICATE-----\n", absl::Base64Escape(der),
                      "\n-----END CERTIFICATE-----\n");
}

TEST(FingerprintTest, IsTheDigestOfTheCertificateItselfNotOfItsText) {
  EXPECT_EQ(CertificateFingerprint(Pem("abc")).value(), kAbc);
  EXPECT_EQ(CertificateFingerprint(absl::StrCat("subject=CN = x\n", Pem("abc"))).value(), kAbc);
}

TEST(FingerprintTest, OfSeveralCertificatesNobodyKnowsWhich) {
  const absl::Status status = CertificateFingerprint(absl::StrCat(Pem("abc"), Pem("d"))).status();
  EXPECT_EQ(ExitCodeOf(status), ExitCode::kRefused);
  EXPECT_THAT(std::string(status.message()), HasSubstr("several"));
}

TEST(FingerprintTest, WhatIsNoCertificateHasNone) {
  for (const std::string& text :
       {std::string(), std::string("-----BEGIN CERTIFICATE-----\nAAAA"), Pem(""),
        std::string("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"),
        std::string("-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----"),
        std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")}) {
    EXPECT_FALSE(CertificateFingerprint(text).ok()) << text;
  }
}

TEST(FingerprintTest, IsTakenAsItIsTypedOrPrinted) {
  EXPECT_EQ(ParseFingerprint(kAbc), kAbc);
  EXPECT_EQ(ParseFingerprint(absl::StrCat("BA:78:16:BF:", absl::string_view(kAbc).substr(8))),
            kAbc);
  EXPECT_FALSE(ParseFingerprint("").has_value());
  EXPECT_FALSE(ParseFingerprint("certificate.pem").has_value());
  EXPECT_FALSE(ParseFingerprint(absl::string_view(kAbc).substr(1)).has_value());
  EXPECT_FALSE(ParseFingerprint(absl::StrCat("g", absl::string_view(kAbc).substr(1))).has_value());
}

}  // namespace
}  // namespace ogi::cli
