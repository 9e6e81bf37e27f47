// The load of `python -m benchmarks gateway`: one address, as fast as some clients can or at a steady rate.
import http from 'k6/http';

const rate = Number(__ENV.RATE || 0);
const closed = { executor: 'constant-vus', vus: Number(__ENV.CLIENTS), duration: __ENV.DURATION };
const steady = {
  executor: 'constant-arrival-rate',
  rate: rate,
  timeUnit: '1s',
  duration: __ENV.DURATION,
  preAllocatedVUs: 50,
  maxVUs: 500,
};

export const options = {
  scenarios: { load: rate ? steady : closed },
  summaryTrendStats: ['p(50)', 'p(99)'],
  discardResponseBodies: true,
};

const body = __ENV.BODY;
const parameters = { headers: { 'Content-Type': 'application/json' } };

export default function () {
  if (body) {
    http.post(__ENV.URL, body, parameters);
  } else {
    http.get(__ENV.URL);
  }
}
