// How long the certificates of the listening port are still good: a gauge, and a warning in the log
// while one is about to run out, so that nobody learns of it from the clerks.
#ifndef OGI_SERVICES_SERVER_CERTIFICATE_WATCH_H_
#define OGI_SERVICES_SERVER_CERTIFICATE_WATCH_H_

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "services/server/tls_files.h"

namespace ogi {

class CertificateWatch {
 public:
  // Looks at the files at once, then every limits::kCertificateCheckPeriod: a replaced one counts
  // from then on. Without paths there is nothing to watch. The clock outlives it.
  CertificateWatch(const TlsPaths& paths, const Clock* clock);
  ~CertificateWatch();
  CertificateWatch(const CertificateWatch&) = delete;
  CertificateWatch& operator=(const CertificateWatch&) = delete;

  // `tls_certificate_seconds_left` and `tls_client_ca_seconds_left`, of the certificate in the file
  // that runs out first; below zero once it has. One that cannot be read is left out.
  std::map<std::string, double> Gauges() const ABSL_LOCKS_EXCLUDED(mutex_);

  // One look. A file is warned of once a day while less than limits::kCertificateWarning is left.
  void Check() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Watched {
    std::string gauge;
    std::string path;
    absl::Time runs_out = absl::InfiniteFuture();
    absl::Time warned = absl::InfinitePast();
  };

  const Clock* const clock_;
  mutable absl::Mutex mutex_;
  std::vector<Watched> files_ ABSL_GUARDED_BY(mutex_);
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_CERTIFICATE_WATCH_H_
