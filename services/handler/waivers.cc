#include "services/handler/waivers.h"

#include <utility>

#include "domain/codes/agency_id.h"
#include "storage/keys/keys.h"

namespace ogi {

using storage::v1::WaiversRecord;

absl::StatusOr<Record<WaiversRecord>> ReadWaivers(const Reader& store, const ReportId& id) {
  return ReadOrEmpty<WaiversRecord>(store, PartitionOf(id.agency_id), keys::Waivers(id));
}

Waivers ShownWaivers(const ReportId& id, const v1::Verdict& verdict, const WaiversRecord& record,
                     bool sees_all) {
  Waivers named = record.waivers();
  for (int i = 0; i < named.size(); ++i) named[i].set_name(WaiverName({id, i + 1}));
  Waivers shown;
  for (v1::Waiver waiver : WaiversOf(verdict, named)) {
    if (!sees_all) {
      if (!waiver.has_approve_time()) continue;
      waiver.clear_requester();
      waiver.clear_approver();
      waiver.clear_revoker();
    }
    *shown.Add() = std::move(waiver);
  }
  return shown;
}

}  // namespace ogi
