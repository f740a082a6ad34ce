// SweepRegion: how an organ and all below it stand with the reports of a year.
//
//   54                    depth first, by id:     54, 54-01, 54-0101, 54-0102, 54-02, …
//   ├ 54-01
//   │ ├ 54-0101
//   │ └ 54-0102           a token is the path to the organ that was told last: 54/54-01/54-0101
//   └ 54-02
#ifndef OGI_SERVICES_SUPERVISION_SWEEP_REGION_H_
#define OGI_SERVICES_SUPERVISION_SWEEP_REGION_H_

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ogi/v1/validation_service.pb.h"
#include "services/handler/environment.h"
#include "services/supervision/sweep_judge.h"
#include "services/supervision/sweep_rows.h"
#include "storage/store.h"

namespace ogi {

// Reads the store as it goes on, a few hundred organs at one state of it; in memory are the
// siblings of the organs above the place: some megabytes at most. Threads: one at a time.
class SweepReader {
 public:
  using Message = v1::SweepRegionResponse;

  // Checks the request and reads what holds for all organs. What `environment` names outlives it.
  // `candidate`: what a token holds for besides (compare_rule_sets.h).
  // Errors: as validation_service.proto says.
  static absl::StatusOr<SweepReader> Begin(const Environment& environment,
                                           const RequestContext& context,
                                           const v1::SweepRegionRequest& request,
                                           absl::string_view candidate = "");

  // The next event. Nullopt once there is none (AtEnd), and also after some organs without one:
  // look whether anybody still waits, and call again. Errors: UNAVAILABLE, DATA_LOSS.
  absl::StatusOr<std::optional<v1::SweepRegionResponse>> Next();

  bool AtEnd() const { return at_end_ && events_.empty(); }

 private:
  // Siblings, read together, and how far they have been told.
  struct Siblings {
    std::string superior_id;
    std::vector<AgencyAt> agencies;
    std::vector<SweepRow> rows;
    // The next to be told.
    size_t place = 0;
    // Where the siblings after these begin; empty for none.
    std::string next_id;
    // The index has nothing below those of these siblings that come before: most organs are leaves,
    // and a family of them is told by one look.
    std::string next_parent;
  };
  struct Region {
    std::string agency;
    std::string name;
  };

  SweepReader(const Environment& environment, const v1::SweepRegionRequest& request,
              SweepQuestion question, absl::Time now, absl::string_view candidate);

  absl::Status BeginAt(const std::string& path);
  // Puts the siblings among which `id` was told on top, from the one behind it on. The same
  // siblings are read together as without a token, so that the same ones are compared.
  absl::Status DescendBehind(const std::string& superior_id, const std::string& id);
  // Reads siblings from `first_id` on ("" for the first), and puts them on top.
  absl::Status Descend(const std::string& superior_id, const std::string& first_id);
  // Whether the organ that was told last may have subordinates.
  absl::StatusOr<bool> MayBeParent(const std::string& id);
  // Tells the next organ, or goes up.
  absl::Status Step();
  void TellProgress(bool last);

  const Environment* environment_;
  const v1::SweepRegionRequest request_;
  const SweepQuestion question_;
  const SweepJudge judge_;
  const std::string bound_;
  // From the swept organ, alone on its level, down to the place.
  std::vector<Siblings> levels_;
  // The organ that was told last, and those above it up to the swept one.
  std::vector<std::string> path_;
  Region region_;
  std::deque<v1::SweepRegionResponse> events_;
  v1::SweepTotals totals_;
  int64_t agencies_ = 0;
  bool at_end_ = false;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SUPERVISION_SWEEP_REGION_H_
