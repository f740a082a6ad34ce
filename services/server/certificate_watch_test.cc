#include "services/server/certificate_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/server/certificate.h"
#include "tests/support/certificates.h"
#include "tests/support/fakes.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CertificateWatchTest : public testing::Test {
 protected:
  CertificateWatchTest() {
    paths_.certificate = files_.Path("server.pem");
    ReplaceFile(paths_.certificate, certificates_.Text("server.pem"));
    clock_.Move(RunsOut() - absl::Hours(24 * 100) - clock_.Now());
  }

  absl::Time RunsOut() const { return *FirstExpiry(certificates_.Text("server.pem")); }

  // What a look writes into the log.
  static std::string LookOf(CertificateWatch& watch) {
    testing::internal::CaptureStderr();
    watch.Check();
    return testing::internal::GetCapturedStderr();
  }

  const Certificates certificates_;
  const TemporaryDirectory files_;
  TlsPaths paths_;
  FakeClock clock_{absl::FromUnixSeconds(1'706'760'000)};
};

TEST_F(CertificateWatchTest, TellsHowLongIsLeft) {
  const CertificateWatch watch(paths_, &clock_);
  EXPECT_EQ(watch.Gauges().at("tls_certificate_seconds_left"), 100 * 86'400.0);
  clock_.Move(absl::Hours(24 * 101));
  EXPECT_EQ(watch.Gauges().at("tls_certificate_seconds_left"), -86'400.0);
}

TEST_F(CertificateWatchTest, WarnsOnceADayInTheLastMonth) {
  CertificateWatch watch(paths_, &clock_);
  EXPECT_THAT(LookOf(watch), IsEmpty());
  clock_.Move(absl::Hours(24 * 71));
  EXPECT_THAT(LookOf(watch), HasSubstr("certificate runs out soon"));
  clock_.Move(absl::Hours(1));
  EXPECT_THAT(LookOf(watch), IsEmpty());
  clock_.Move(absl::Hours(24 * 29));
  const std::string log = LookOf(watch);
  EXPECT_THAT(log, HasSubstr("certificate has run out"));
  EXPECT_THAT(log, HasSubstr(paths_.certificate));
}

TEST_F(CertificateWatchTest, AReplacedFileCountsAtTheNextLook) {
  CertificateWatch watch(paths_, &clock_);
  ReplaceFile(paths_.certificate, certificates_.Text("expired.pem"));
  EXPECT_THAT(LookOf(watch), HasSubstr("certificate has run out"));
  EXPECT_LT(watch.Gauges().at("tls_certificate_seconds_left"), 0);
}

TEST_F(CertificateWatchTest, OfAChainTheFirstToRunOutCounts) {
  ReplaceFile(paths_.certificate,
              certificates_.Text("server.pem") + certificates_.Text("expired.pem"));
  EXPECT_LT(CertificateWatch(paths_, &clock_).Gauges().at("tls_certificate_seconds_left"), 0);
}

TEST_F(CertificateWatchTest, OneThatCannotBeReadIsLeftOut) {
  ReplaceFile(paths_.certificate, "x");
  EXPECT_THAT(CertificateWatch(paths_, &clock_).Gauges(), IsEmpty());
  EXPECT_THAT(CertificateWatch({}, &clock_).Gauges(), IsEmpty());
}

}  // namespace
}  // namespace ogi
