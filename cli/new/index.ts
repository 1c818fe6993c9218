export { carryOut } from './carry-out';
export { newServiceJson, newServiceText } from './new-service-text';
export { planService } from './plan-service';
