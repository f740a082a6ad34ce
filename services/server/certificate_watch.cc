#include "services/server/certificate_watch.h"

#include <fstream>
#include <iterator>
#include <optional>

#include "common/limits.h"
#include "common/log/log.h"
#include "services/server/certificate.h"

namespace ogi {
namespace {

std::optional<absl::Time> FirstToRunOut(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return FirstExpiry(text);
}

}  // namespace

CertificateWatch::CertificateWatch(const TlsPaths& paths, const Clock* clock) : clock_(clock) {
  if (!paths.certificate.empty()) {
    files_.push_back({"tls_certificate_seconds_left", paths.certificate});
  }
  if (!paths.client_ca.empty()) files_.push_back({"tls_client_ca_seconds_left", paths.client_ca});
  if (files_.empty()) return;
  Check();
  thread_ = std::thread([this] {
    while (!stop_.WaitForNotificationWithTimeout(limits::kCertificateCheckPeriod)) Check();
  });
}

CertificateWatch::~CertificateWatch() {
  stop_.Notify();
  if (thread_.joinable()) thread_.join();
}

std::map<std::string, double> CertificateWatch::Gauges() const {
  const absl::Time now = clock_->Now();
  std::map<std::string, double> gauges;
  absl::MutexLock lock(&mutex_);
  for (const Watched& file : files_) {
    if (file.runs_out == absl::InfiniteFuture()) continue;
    gauges[file.gauge] = absl::ToDoubleSeconds(file.runs_out - now);
  }
  return gauges;
}

void CertificateWatch::Check() {
  const absl::Time now = clock_->Now();
  absl::MutexLock lock(&mutex_);
  for (Watched& file : files_) {
    // What is amiss with a file is told where it is loaded (tls_files.h).
    file.runs_out = FirstToRunOut(file.path).value_or(absl::InfiniteFuture());
    const absl::Duration left = file.runs_out - now;
    if (left >= limits::kCertificateWarning || now - file.warned < absl::Hours(24)) continue;
    file.warned = now;
    Log(left > absl::ZeroDuration() ? LogLevel::kWarning : LogLevel::kError,
        left > absl::ZeroDuration() ? "certificate runs out soon" : "certificate has run out",
        {{"file", file.path},
         {"runs_out", absl::FormatTime(absl::RFC3339_sec, file.runs_out, absl::UTCTimeZone())},
         {"days_left", absl::ToDoubleHours(left) / 24}});
  }
}

}  // namespace ogi
