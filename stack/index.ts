export { type Addresses, addresses, defaultPorts, InvalidAddress, type PortName } from './addresses';
