// Keeps what is decided in memory true: the access book, the season book and the rules as the store
// has them, and no stream open that may not be.
#ifndef OGI_SERVICES_SERVER_ACCESS_WATCH_H_
#define OGI_SERVICES_SERVER_ACCESS_WATCH_H_

#include <thread>

#include "absl/synchronization/notification.h"
#include "services/access/access_book.h"
#include "services/rules/rule_library.h"
#include "services/season/season_book.h"
#include "services/server/open_streams.h"
#include "storage/store.h"

namespace ogi {

// A thread that looks four times a second, until it is destroyed.
class AccessWatch {
 public:
  // All outlive it; `seasons` and `rules` may be null.
  AccessWatch(const Reader* store, AccessBook* book, OpenStreams* streams,
              SeasonBook* seasons = nullptr, RuleLibrary* rules = nullptr);
  ~AccessWatch();

 private:
  void Look();

  const Reader* const store_;
  AccessBook* const book_;
  OpenStreams* const streams_;
  SeasonBook* const seasons_;
  RuleLibrary* const rules_;
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ACCESS_WATCH_H_
